import SIPCore
import SIPMessage
import SIPTransaction

/// A request whose parts a test can change before it is written out.
struct SampleRequest: Sendable {
    var method = "INVITE"
    var uri = "sip:bob@example.com"
    var sentBy = "192.0.2.1:5062"
    var transport = "UDP"
    var branch = "z9hG4bK74bf9"
    var to = "<sip:bob@example.com>"
    var callID = "3848276298220188511"
    var cSeqMethod: String?
    var others: [String] = []
    var contentLength: String? = "0"

    /// The same with some parts changed.
    func with(_ change: (inout SampleRequest) -> Void) -> SampleRequest {
        var copy = self
        change(&copy)
        return copy
    }

    /// The same request with another method, as ACK and CANCEL are made of an INVITE.
    func `as`(_ method: String) -> SampleRequest {
        self.with { $0.method = method }
    }

    var text: String {
        let lines =
            [
                "\(self.method) \(self.uri) SIP/2.0",
                "Via: SIP/2.0/\(self.transport) \(self.sentBy);branch=\(self.branch);rport",
                "From: \"Alice\" <sip:alice@example.net>;tag=9fxced76sl", "To: \(self.to)", "Call-ID: \(self.callID)",
                "CSeq: 1 \(self.cSeqMethod ?? self.method)",
            ] + self.others + (self.contentLength.map { ["Content-Length: \($0)"] } ?? []) + [""]
        return lines.map { $0 + "\r\n" }.joined()
    }

    var bytes: [UInt8] { Array(self.text.utf8) }

    func recipe(_ arrival: Arrival, tag: String) throws -> ResponseRecipe {
        guard case .request(let request) = try SIPParser().parse(datagram: self.bytes) else { throw NotARequest() }
        return ResponseRecipe(
            request, key: TransactionKey(request), arrival: arrival, isTrusted: false, tag: tag)
    }

    struct NotARequest: Error {}
}

extension Arrival {
    /// A datagram from an address.
    static func udp(_ host: String = "192.0.2.1") -> Arrival {
        Arrival(transport: .udp, source: HostPort(host: host, port: 40_000), listener: 0)
    }

    /// A message over a connection.
    static func tcp(_ number: UInt64 = 1) -> Arrival {
        Arrival(
            transport: .tcp, source: HostPort(host: "192.0.2.1", port: 40_000), listener: 1,
            connection: ConnectionID(number))
    }
}
