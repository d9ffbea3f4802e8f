import SIPCore
import SIPMessage
import SIPTransaction

/// A request whose header lines a test can change before it is parsed.
struct SampleRequest {
    var method = "INVITE"
    var uri = "sip:bob@example.com"
    var version = "SIP/2.0"
    var vias = ["SIP/2.0/UDP 192.0.2.1:5062;branch=z9hG4bK74bf9"]
    var from = "\"Alice\" <sip:alice@example.net>;tag=9fxced76sl"
    var to = "<sip:bob@example.com>"
    var callID = "3848276298220188511@example.net"
    var cSeq = "2 INVITE"
    var others: [String] = []
    var body = ""

    /// A request with another method.
    static func method(_ method: String) -> SampleRequest {
        SampleRequest(method: method, cSeq: "2 \(method)")
    }

    /// The same with some parts changed.
    func with(_ change: (inout SampleRequest) -> Void) -> SampleRequest {
        var copy = self
        change(&copy)
        return copy
    }

    var bytes: [UInt8] {
        let lines =
            ["\(self.method) \(self.uri) \(self.version)"] + self.vias.map { "Via: \($0)" }
            + ["From: \(self.from)", "To: \(self.to)", "Call-ID: \(self.callID)", "CSeq: \(self.cSeq)"] + self.others
            + ["Content-Length: \(self.body.utf8.count)", ""]
        return Array((lines.map { $0 + "\r\n" }.joined() + self.body).utf8)
    }

    func parsed() throws -> SIPRequest {
        guard case .request(let request) = try SIPParser().parse(datagram: self.bytes) else { throw NotARequest() }
        return request
    }

    /// Why the parser refuses it; nil when it does not.
    func error(limits: SIPLimits = .standard) -> SIPParseError? {
        do throws(SIPParseError) {
            _ = try SIPParser(limits: limits).parse(datagram: self.bytes)
            return nil
        } catch {
            return error
        }
    }

    func recipe(
        _ arrival: Arrival = Arrival(transport: .udp, source: HostPort(host: "192.0.2.1", port: 40_000), listener: 0),
        isTrusted: Bool = false, tag: String = "ours"
    ) throws -> ResponseRecipe {
        let request = try self.parsed()
        return ResponseRecipe(
            request, key: TransactionKey(request), arrival: arrival, isTrusted: isTrusted, tag: tag)
    }

    struct NotARequest: Error {}
}

extension Arrival {
    /// A datagram from an address.
    static func udp(_ host: String, _ port: Int = 40_000, listener: Int = 0) -> Arrival {
        Arrival(transport: .udp, source: HostPort(host: host, port: port), listener: listener)
    }

    /// A message over a connection from an address.
    static func tcp(_ host: String, _ port: Int = 40_000, listener: Int = 0) -> Arrival {
        Arrival(
            transport: .tcp, source: HostPort(host: host, port: port), listener: listener, connection: ConnectionID(1))
    }
}

extension EncodedResponse {
    var text: String { String(decoding: self.bytes, as: UTF8.self) }

    /// The lines of the header section without the status line.
    var headerLines: [String] {
        self.text.components("\r\n").dropFirst().filter { !$0.isEmpty }
    }

    /// The values of a header, in order.
    func values(_ name: String) -> [String] {
        self.headerLines.filter { $0.hasPrefix(name + ": ") }.map { String($0.dropFirst(name.count + 2)) }
    }
}

extension String {
    /// The parts between separators.
    fileprivate func components(_ separator: String) -> [String] {
        self.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}
