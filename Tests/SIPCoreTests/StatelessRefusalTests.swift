import SIPCore
import SIPMessage
import Testing

@Suite("Answers to what could not be understood")
struct StatelessRefusalTests {
    private func refusal(
        _ request: SampleRequest, limits: SIPLimits = .standard, _ arrival: Arrival = .udp("192.0.2.1")
    ) throws -> StatelessRefusal? {
        StatelessRefusal.response(
            to: try #require(request.error(limits: limits), "the parser took it"), arrival,
            tag: { "t\($0.reduce(UInt64(17)) { ($0 &* 31) &+ UInt64($1) })" })
    }

    private func status(_ refusal: StatelessRefusal?) -> String? {
        (refusal?.bytes.prefix { $0 != 13 }).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test(
        "SYN-1, SYN-7, SYN-9, SYN-17: each failure has its status",
        arguments: [
            (SampleRequest(cSeq: "2 OPTIONS"), "SIP/2.0 400 Bad Request"),
            (SampleRequest(others: ["Call-ID: twice"]), "SIP/2.0 400 Bad Request"),
            (SampleRequest(uri: "sip:" + String(repeating: "x", count: 3000)), "SIP/2.0 414 Request-URI Too Long"),
            (SampleRequest(method: "NEWMETHOD"), "SIP/2.0 501 Not Implemented"),
            (SampleRequest(version: "SIP/7.0"), "SIP/2.0 505 Version Not Supported"),
            (SampleRequest(body: String(repeating: "x", count: 33_000)), "SIP/2.0 513 Message Too Large"),
        ])
    func statuses(_ request: SampleRequest, expected: String) throws {
        #expect(try self.status(self.refusal(request)) == expected)
    }

    @Test("TX-10: what is there comes back, with a tag; what is missing is left out")
    func headers() throws {
        let request = SampleRequest(
            vias: ["SIP/2.0/UDP pc.example.net:5062;branch=z9hG4bK1;rport", "SIP/2.0/UDP two"], cSeq: "2 OPTIONS")
        let refusal = try #require(try self.refusal(request))
        let response = EncodedResponse(statusCode: 400, bytes: refusal.bytes)
        #expect(
            response.values("Via") == [
                "SIP/2.0/UDP pc.example.net:5062;branch=z9hG4bK1;rport=40000;received=192.0.2.1", "SIP/2.0/UDP two",
            ])
        #expect(response.values("From") == [request.from])
        #expect(response.values("To").first?.hasPrefix(request.to + ";tag=t") == true)
        #expect(response.values("Call-ID") == [request.callID])
        #expect(response.values("CSeq") == [request.cSeq])
        #expect(response.values("Content-Length") == ["0"])
        #expect(refusal.destination.address.description == "192.0.2.1:40000")
    }

    @Test("UAS-1: a 501 names the methods that are served")
    func allow() throws {
        let refusal = try #require(try self.refusal(SampleRequest(method: "NEWMETHOD")))
        let response = EncodedResponse(statusCode: 501, bytes: refusal.bytes)
        #expect(response.values("Allow") == ["INVITE, ACK, CANCEL, OPTIONS"])
    }

    @Test("TX-9: the same request gets the same tag, another one another tag")
    func tags() throws {
        let request = SampleRequest(cSeq: "2 OPTIONS")
        func tag(_ request: SampleRequest) throws -> String? {
            let bytes = try self.refusal(request)?.bytes ?? []
            return EncodedResponse(statusCode: 400, bytes: bytes).values("To").first
        }
        #expect(try tag(request) == tag(request))
        #expect(try tag(request) != tag(request.with { $0.callID = "another" }))
        #expect(try tag(request.with { $0.to += ";tag=theirs" }) == request.to + ";tag=theirs")
    }

    @Test("A To that cannot be read goes back as it came")
    func malformedTo() throws {
        let request = SampleRequest(to: "\"unbalanced <sip:b@c>")
        let refusal = try #require(try self.refusal(request))
        #expect(EncodedResponse(statusCode: 400, bytes: refusal.bytes).values("To") == [request.to])
    }

    @Test("TX-7, SYN-8: an ACK, a response, and a request without a usable Via get no answer")
    func silence() throws {
        #expect(try self.refusal(SampleRequest(method: "ACK")) == nil)
        #expect(try self.refusal(SampleRequest(vias: [])) == nil)
        #expect(try self.refusal(SampleRequest(vias: ["SIP/2.0/UDP"])) == nil)
        let response = SampleRequest(method: "SIP/2.0", uri: "180", version: "Ringing").with { $0.callID = "" }
        #expect(try self.refusal(response) == nil)
    }

    @Test("OVL-3: the answer goes to the source; the maddr of a malformed request is not looked at")
    func maddr() throws {
        let request = SampleRequest(
            vias: ["SIP/2.0/UDP 10.0.0.1:5099;maddr=198.51.100.7;branch=z9hG4bK1"], cSeq: "2 OPTIONS")
        #expect(try self.refusal(request)?.destination.address == HostPort(host: "192.0.2.1", port: 5099))
    }
}
