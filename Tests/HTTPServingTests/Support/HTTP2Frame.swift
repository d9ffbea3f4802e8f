import NIOCore

/// A frame as its bytes are (RFC 9113 §4.1), for clients that keep to no rules.
struct HTTP2Frame: Equatable {
    enum Kind: UInt8 {
        case data = 0, headers = 1, reset = 3, settings = 4, ping = 6, goAway = 7, windowUpdate = 8
    }

    /// What a client says first (§3.4), with empty settings.
    static let preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u{4}\0\0\0\0\0"

    let kind: UInt8
    var flags: UInt8 = 0
    let stream: UInt32
    var payload: [UInt8] = []

    /// The server's settings hold from now on (§6.5.3).
    static let settingsAcknowledgement = HTTP2Frame(kind: Kind.settings.rawValue, flags: 0x1, stream: 0)

    /// The head of `POST https://a/`, in the static table of HPACK (RFC 7541, appendix A); its body follows.
    static func post(on stream: UInt32) -> HTTP2Frame {
        HTTP2Frame(
            kind: Kind.headers.rawValue, flags: 0x4, stream: stream,
            payload: [0x83, 0x84, 0x87, 0x41, 0x01, UInt8(ascii: "a")])
    }

    /// The end of a request's body.
    static func end(of stream: UInt32) -> HTTP2Frame {
        HTTP2Frame(kind: Kind.data.rawValue, flags: 0x1, stream: stream)
    }

    var bytes: [UInt8] {
        let length = self.payload.count
        let head = [UInt8(length >> 16 & 0xff), UInt8(length >> 8 & 0xff), UInt8(length & 0xff), self.kind, self.flags]
        return head + (0..<4).map { UInt8(self.stream >> (24 - 8 * $0) & 0xff) } + self.payload
    }

    /// Takes the first frame out of a buffer; nil when it is not whole.
    init?(readingFrom buffer: inout ByteBuffer) {
        guard let head = buffer.getBytes(at: buffer.readerIndex, length: 9) else { return nil }
        let length = Int(head[0]) << 16 | Int(head[1]) << 8 | Int(head[2])
        guard buffer.readableBytes >= 9 + length else { return nil }
        buffer.moveReaderIndex(forwardBy: 9)
        self.init(
            kind: head[3], flags: head[4], stream: head[5...].reduce(0) { $0 << 8 | UInt32($1) },
            payload: buffer.readBytes(length: length) ?? [])
    }

    init(kind: UInt8, flags: UInt8 = 0, stream: UInt32, payload: [UInt8] = []) {
        self.kind = kind
        self.flags = flags
        self.stream = stream
        self.payload = payload
    }

    func isA(_ kind: Kind) -> Bool { self.kind == kind.rawValue }
}
