package import NIOCore

/// What a client may ask of a connection.
package struct HTTPLimits: Sendable, Hashable {
    /// Bytes of the request line and of all header fields together.
    package var head = 32 * 1024
    /// Bytes of one header field, name or value, and of the request target. Access tokens are the longest ones.
    package var headField = 16 * 1024
    /// Header fields of one request.
    package var headFields = 100
    /// Bytes of a body that is kept.
    package var body = 64 * 1024
    /// Bytes of a body that are read, though too many, so that the client hears the answer: one that still sends may not
    /// listen, and closing on it loses the answer.
    package var drainedBody = 1_048_576

    /// How long the first request may keep the server waiting, a TLS handshake included, and how long a request's head
    /// may take once it has begun.
    package var headTime: TimeAmount = .seconds(15)
    /// How long a body may take after its head.
    package var bodyTime: TimeAmount = .seconds(15)
    /// How long a client may take to read an answer.
    package var answerTime: TimeAmount = .seconds(30)
    /// How long a connection may be quiet between two requests: longer than SDKs keep theirs.
    package var idleTime: TimeAmount = .seconds(120)
    /// How long a client whose request is not over may go on sending while it reads the answer.
    package var lingerTime: TimeAmount = .seconds(1)

    /// How long the connections of a server that stops may take to end.
    package var drainTime: TimeAmount = .seconds(5)

    /// Connections of one listener; further ones wait in the system's queue.
    package var connections = 4096
    /// Requests of one HTTP/2 connection at a time.
    package var streams = 100

    package init() {}
}
