import SIPMessage
import SIPTransaction
import Testing

@Suite("Requests and keys of client transactions")
struct ClientRequestTests {
    private func invite() throws -> SIPRequest {
        let parsed = try SampleRequest(to: "\"Bob\" <sip:bob@example.com>").parsed()
        var headers = parsed.headers
        try headers.append(.maxForwards, "70")
        try headers.append(.route, "<sip:p1.example.net;lr>, <sip:p2.example.net;lr>")
        try headers.append(.route, "<sip:p3.example.net;lr>")
        try headers.append(.contact, "<sip:alice@client.example.net>")
        return try SIPRequest(method: .invite, requestURI: parsed.requestURI, headers: headers, body: [1, 2, 3])
    }

    private func text(_ headers: SIPHeaders, _ name: SIPHeaderName) -> [String] {
        headers.all(name).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test("RFC 3261 §17.1.1.3: an ACK has one Via, the To of the response, the Route of the INVITE and its CSeq number")
    func acknowledgement() throws {
        let invite = try self.invite()
        let acknowledgement = try #require(invite.acknowledgement(of: answer(302, to: invite)))
        #expect(acknowledgement.method == .ack)
        #expect(acknowledgement.requestURI == invite.requestURI)
        #expect(self.text(acknowledgement.headers, .via) == ["SIP/2.0/UDP client.example.net:5060;branch=z9hG4bK74bf9"])
        #expect(acknowledgement.to.tag == "server")
        #expect(acknowledgement.from == invite.from)
        #expect(acknowledgement.callID == invite.callID)
        #expect(acknowledgement.cSeq == CSeq(number: 1, method: .ack))
        #expect(self.text(acknowledgement.headers, .route) == self.text(invite.headers, .route))
        #expect(acknowledgement.maxForwards == 70)
        #expect(!acknowledgement.headers.contains(.contact) && acknowledgement.body.isEmpty)
    }

    @Test("A response without To cannot be acknowledged")
    func withoutTo() throws {
        let response = SIPResponse(statusCode: 302, reasonPhrase: "", headers: SIPHeaders())
        let invite = try self.invite()
        #expect(invite.acknowledgement(of: response) == nil)
    }

    @Test(
        "RFC 3261 §9.1: a CANCEL has the top Via, To, From, Call-ID, Route and CSeq number of its INVITE, and no body")
    func cancellation() throws {
        let invite = try self.invite()
        let cancel = try #require(invite.cancellation())
        #expect(cancel.method == .cancel)
        #expect(cancel.requestURI == invite.requestURI)
        #expect(self.text(cancel.headers, .via) == ["SIP/2.0/UDP client.example.net:5060;branch=z9hG4bK74bf9"])
        #expect(cancel.to == invite.to && cancel.to.tag == nil)
        #expect(cancel.from == invite.from)
        #expect(cancel.callID == invite.callID)
        #expect(cancel.cSeq == CSeq(number: 1, method: .cancel))
        #expect(self.text(cancel.headers, .route) == self.text(invite.headers, .route))
        #expect(cancel.body.isEmpty)
    }

    @Test("RFC 3261 §17.1.3: a response belongs to the request with its branch and its CSeq method")
    func key() throws {
        let invite = try self.invite()
        let cancel = try #require(invite.cancellation())
        let key = try #require(ClientTransactionKey(invite))
        #expect(try ClientTransactionKey(answer(180, to: invite)) == key)
        #expect(try ClientTransactionKey(answer(200, to: cancel)) == ClientTransactionKey(cancel))
        #expect(try ClientTransactionKey(answer(200, to: cancel)) != key)
        let other = try SampleRequest(via: "SIP/2.0/UDP client.example.net:5060;branch=z9hG4bKother").parsed()
        #expect(try ClientTransactionKey(answer(180, to: other)) != key)
    }

    @Test("A response that lacks its fields belongs to nothing")
    func keyless() {
        #expect(ClientTransactionKey(SIPResponse(statusCode: 200, reasonPhrase: "", headers: SIPHeaders())) == nil)
    }
}
