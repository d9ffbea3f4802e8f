import SIPMessage

/// A valid INVITE whose parts a test can change before it is written out.
struct SampleMessage {
    var startLine = "INVITE sip:bob@example.com SIP/2.0"
    var headers = [
        "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK74bf9;rport",
        "Max-Forwards: 70",
        "From: \"Alice\" <sip:alice@example.net>;tag=9fxced76sl",
        "To: <sip:bob@example.com>",
        "Call-ID: 3848276298220188511@example.net",
        "CSeq: 2 INVITE",
    ]
    var body = "v=0\r\n"
    var contentLength: String? = "5"
    var lineEnd = "\r\n"

    /// The line that starts with `name` and a colon, replaced by `line`, or taken away.
    func replacing(_ name: String, with line: String?) -> SampleMessage {
        var copy = self
        copy.headers = self.headers.compactMap { $0.hasPrefix(name + ":") ? line : $0 }
        return copy
    }

    func adding(_ lines: String...) -> SampleMessage {
        var copy = self
        copy.headers += lines
        return copy
    }

    func starting(_ line: String) -> SampleMessage {
        var copy = self
        copy.startLine = line
        return copy
    }

    func length(_ value: String?, body: String = "v=0\r\n") -> SampleMessage {
        var copy = self
        copy.contentLength = value
        copy.body = body
        return copy
    }

    var text: String {
        let length = self.contentLength.map { ["Content-Length: \($0)"] } ?? []
        return ([self.startLine] + self.headers + length + [""]).map { $0 + self.lineEnd }.joined() + self.body
    }

    var bytes: [UInt8] { Array(self.text.utf8) }

    /// The sample as a response.
    static var ringing: SampleMessage { SampleMessage().starting("SIP/2.0 180 Ringing") }

    func request(_ parser: SIPParser = SIPParser()) throws -> SIPRequest {
        guard case .request(let request) = try parser.parse(datagram: self.bytes) else { throw NotTheKind() }
        return request
    }

    func response(_ parser: SIPParser = SIPParser()) throws -> SIPResponse {
        guard case .response(let response) = try parser.parse(datagram: self.bytes) else { throw NotTheKind() }
        return response
    }

    /// The error the parser has for it, or nil when it is accepted.
    func error(_ parser: SIPParser = SIPParser()) -> SIPParseError? {
        do {
            _ = try parser.parse(datagram: self.bytes)
            return nil
        } catch {
            return error
        }
    }

    struct NotTheKind: Error {}
}

extension Collection<UInt8> {
    var text: String { String(decoding: self, as: UTF8.self) }
}
