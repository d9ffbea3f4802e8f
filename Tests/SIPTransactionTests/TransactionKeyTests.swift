import SIPMessage
import SIPTransaction
import Testing

@Suite("Matching requests to transactions")
struct TransactionKeyTests {
    private let cookie = SampleRequest()
    private let rfc2543 = SampleRequest(via: "SIP/2.0/UDP client.example.net:5060")

    private func key(_ request: SampleRequest) throws -> TransactionKey {
        try TransactionKey(request.parsed())
    }

    @Test("TX-1: with a magic cookie, branch, sent-by and method are all that counts (RFC 3261 §17.2.3)")
    func cookieOnly() throws {
        let other = SampleRequest(
            uri: "sip:carol@example.org", from: "<sip:dave@example.org>;tag=other", to: "<sip:erin@example.org>;tag=x",
            callID: "another", cSeq: 99)
        #expect(try self.key(self.cookie) == self.key(other))
    }

    @Test(
        "TX-1: another branch, host, port or method is another transaction",
        arguments: [
            SampleRequest(via: "SIP/2.0/UDP client.example.net:5060;branch=z9hG4bK74bf8"),
            SampleRequest(via: "SIP/2.0/UDP client.example.net:5060;branch=z9hG4bK74BF9"),
            SampleRequest(via: "SIP/2.0/UDP client2.example.net:5060;branch=z9hG4bK74bf9"),
            SampleRequest(via: "SIP/2.0/UDP client.example.net:5062;branch=z9hG4bK74bf9"),
            SampleRequest(method: "OPTIONS"),
            SampleRequest(method: "CANCEL"),
        ])
    func different(_ other: SampleRequest) throws {
        #expect(try self.key(self.cookie) != self.key(other))
    }

    @Test(
        "TX-1: the host of sent-by has no case, its default port is 5060, and other parameters do not count",
        arguments: [
            "SIP/2.0/UDP CLIENT.Example.NET:5060;branch=z9hG4bK74bf9",
            "SIP/2.0/UDP client.example.net;branch=z9hG4bK74bf9",
            "SIP/2.0/UDP client.example.net:5060;rport;branch=z9hG4bK74bf9;x=y",
            "SIP/2.0/TCP client.example.net:5060;branch=z9hG4bK74bf9",
        ])
    func equalSentBy(_ via: String) throws {
        #expect(try self.key(self.cookie) == self.key(SampleRequest(via: via)))
    }

    @Test("TX-1: an ACK has the key of its INVITE, with the To tag of our response in it")
    func acknowledgement() throws {
        for invite in [self.cookie, self.rfc2543] {
            let ack = invite.with {
                $0.method = "ACK"
                $0.to += ";tag=ours"
            }
            #expect(try self.key(invite) == self.key(ack))
        }
    }

    @Test("CAN-1: a CANCEL leads to the INVITE with its branch, and has a key of its own")
    func cancel() throws {
        for invite in [self.cookie, self.rfc2543] {
            let cancel = try invite.with { $0.method = "CANCEL" }.parsed()
            #expect(try TransactionKey.invite(cancelledBy: cancel) == self.key(invite))
            #expect(try TransactionKey(cancel) != self.key(invite))
            #expect(try TransactionKey(cancel).invite == self.key(invite))
            #expect(try self.key(invite).invite == self.key(invite))
        }
    }

    @Test(
        "TX-1: without a cookie, Request-URI, From tag, Call-ID, CSeq and top Via tell transactions apart",
        arguments: [
            { $0.uri = "sip:carol@example.com" }, { $0.from = "<sip:alice@example.net>;tag=other" },
            { $0.callID = "another" }, { $0.cSeq = 2 }, { $0.via = "SIP/2.0/UDP client.example.net:5061" },
            { $0.method = "OPTIONS" }, { $0.via += ";branch=1" },
        ] as [@Sendable (inout SampleRequest) -> Void])
    func withoutCookie(_ change: @Sendable (inout SampleRequest) -> Void) throws {
        #expect(try self.key(self.rfc2543) == self.key(self.rfc2543))
        #expect(try self.key(self.rfc2543) != self.key(self.rfc2543.with(change)))
    }

    @Test("TX-1: a branch that is nothing but the cookie identifies no transaction: the old rules apply")
    func bareCookie() throws {
        let bare = SampleRequest(via: "SIP/2.0/UDP client.example.net:5060;branch=z9hG4bK")
        #expect(try self.key(bare) == self.key(bare))
        #expect(try self.key(bare) != self.key(bare.with { $0.callID = "another" }))
        #expect(try self.key(bare) != self.key(bare.with { $0.cSeq = 2 }))
    }

    @Test("A key survives being stored (D8)")
    func bytes() throws {
        for request in [self.cookie, self.rfc2543] {
            let key = try self.key(request)
            #expect(TransactionKey(bytes: key.bytes) == key)
        }
    }
}
