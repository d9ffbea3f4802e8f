import SIPCaller
import SIPMessage
import Testing

@Suite("The INVITE of a caller")
struct InvitationTests {
    @Test("It names the socket in Via and Contact, asks for rport, and has a branch, a tag and a Call-ID of its own")
    func fields() throws {
        let invite = try SampleCall().invite
        #expect(invite.requestURI.description == "sip:+14255550100@127.0.0.1:5060")
        #expect(invite.headers.texts(.via) == ["SIP/2.0/UDP 192.0.2.1:40000;branch=z9hG4bKmark;rport"])
        #expect(invite.headers.texts(.contact) == ["<sip:caller@192.0.2.1:40000>"])
        #expect(invite.fromTag == "mark" && invite.toTag == nil)
        #expect(invite.from.uri.description == "sip:+14255550123@192.0.2.1;user=phone")
        #expect(String(decoding: invite.callID, as: UTF8.self) == "mark@192.0.2.1")
        #expect(invite.cSeq == CSeq(number: 1, method: .invite))
        #expect(invite.maxForwards == 70)
    }

    @Test("To has neither port nor transport (RFC 3261 §19.1.1)")
    func logicalTo() throws {
        let invite = try SampleCall(target: "sip:+14255550100@127.0.0.1:5060;transport=tcp;user=phone").invite
        #expect(invite.to.uri.description == "sip:+14255550100@127.0.0.1;user=phone")
        #expect(invite.requestURI.description == "sip:+14255550100@127.0.0.1:5060;transport=tcp;user=phone")
    }

    @Test("A callee changes To, and the Request-URI only where that names nobody")
    func callee() throws {
        let nameless = try SampleCall(target: "127.0.0.1:5070", to: "8:acs:r_u").invite
        #expect(nameless.requestURI.description == "sip:8%3Aacs%3Ar_u@127.0.0.1:5070")
        #expect(nameless.to.uri.description == "sip:8%3Aacs%3Ar_u@127.0.0.1")
        let named = try SampleCall(target: "sip:alice@127.0.0.1:5070", to: "sip:sales@example.com").invite
        #expect(named.requestURI.description == "sip:alice@127.0.0.1:5070")
        #expect(named.to.uri.description == "sip:sales@example.com")
    }

    @Test("Over TCP Via and Contact say so")
    func reliable() throws {
        let invite = try SampleCall(transport: .tcp).invite
        #expect(invite.topVia.transport == "TCP")
        #expect(invite.headers.texts(.contact) == ["<sip:caller@192.0.2.1:40000;transport=tcp>"])
    }

    @Test("IPv6 addresses stand in brackets, but for those in the session description")
    func version6() throws {
        let invitation = try Invitation(
            target: CallTarget(parsing: "sip:alice@[2001:db8::1]"), from: CallParty(parsing: "bob"))
        let invite = try invitation.request(at: "2001:db8::2", port: 40_000, mark: "mark")
        #expect(invite.headers.texts(.via) == ["SIP/2.0/UDP [2001:db8::2]:40000;branch=z9hG4bKmark;rport"])
        #expect(invite.headers.texts(.contact) == ["<sip:caller@[2001:db8::2]:40000>"])
        #expect(String(decoding: invite.callID, as: UTF8.self) == "mark@[2001:db8::2]")
        #expect(String(decoding: invite.body, as: UTF8.self).contains("\r\nc=IN IP6 2001:db8::2\r\n"))
    }

    @Test("It is a message that the parser reads back, with a session description as its body")
    func roundTrip() throws {
        let invite = try SampleCall(from: "8:acs:r_u").invite
        guard case .request(let read) = try SIPParser().parse(datagram: invite.serialized()) else {
            Issue.record("not a request")
            return
        }
        #expect(read == invite)
        #expect(read.headers.texts(.contentType) == ["application/sdp"])
        #expect(read.body.starts(with: "v=0\r\n".utf8))
    }
}
