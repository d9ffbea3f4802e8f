/// How the end of a message is known.
enum MessageFraming: Sendable {
    /// One datagram, one message: Content-Length may be absent, and bytes beyond it are discarded (TRN-5). A bare LF
    /// may end a line (SYN-5).
    case datagram
    /// A message that was cut out of a stream by its Content-Length, which must be there (TRN-6). Only CRLF ends a line,
    /// so that no two elements disagree about where the message ends.
    case stream
}
