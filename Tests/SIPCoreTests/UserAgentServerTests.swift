import SIPCore
import SIPMessage
import Testing

@Suite("The checks of a user agent server (RFC 3261 §8.2)")
struct UserAgentServerTests {
    private func verdict(_ request: SampleRequest) throws -> UserAgentServer.Verdict {
        UserAgentServer().examine(try request.parsed())
    }

    @Test("UAS-1: an unknown method gets 501 with Allow, never a redirect, whatever else it has")
    func unknownMethod() throws {
        let refused = UserAgentServer.Verdict.refuse(status: 501, headers: [.allow])
        #expect(try self.verdict(.method("NEWMETHOD")) == refused)
        #expect(try self.verdict(.method("invite")) == refused)
        #expect(try self.verdict(.method("RE%47IST%45R")) == refused)
        #expect(try self.verdict(.method("NEWMETHOD").with { $0.uri = "soap.beep://x" }) == refused)
    }

    @Test(
        "UAS-1: a known method that is not served gets 405 with Allow",
        arguments: ["REGISTER", "SUBSCRIBE", "NOTIFY", "PUBLISH", "REFER", "MESSAGE"])
    func notAllowed(method: String) throws {
        #expect(try self.verdict(.method(method)) == .refuse(status: 405, headers: [.allow]))
        #expect(try self.verdict(.method(method).with { $0.to += ";tag=x" }) == .refuse(status: 481))
    }

    @Test("UAS-4: what lives only in dialogs gets 481", arguments: ["BYE", "PRACK", "UPDATE", "INFO"])
    func inDialog(method: String) throws {
        #expect(try self.verdict(.method(method)) == .refuse(status: 481))
    }

    @Test("UAS-4: an INVITE or OPTIONS with a To tag gets 481", arguments: ["INVITE", "OPTIONS"])
    func toTag(method: String) throws {
        #expect(try self.verdict(.method(method).with { $0.to += ";tag=x" }) == .refuse(status: 481))
    }

    @Test("SYN-10: an unknown scheme in the Request-URI gets 416", arguments: ["unknown:x", "http://example.com"])
    func scheme(uri: String) throws {
        #expect(try self.verdict(SampleRequest(uri: uri)) == .refuse(status: 416))
        #expect(try self.verdict(.method("OPTIONS").with { $0.uri = uri }) == .refuse(status: 416))
    }

    @Test(
        "An INVITE to a sip, sips or tel URI may become a call", arguments: ["sip:b@c", "sips:b@c", "tel:+14255550123"])
    func call(uri: String) throws {
        #expect(try self.verdict(SampleRequest(uri: uri)) == .call)
    }

    @Test("UAS-2: Require is ignored in an INVITE that is to be redirected, and answered 420 in OPTIONS")
    func require() throws {
        let required = ["Require: 100rel, timer", "Require: odd"]
        #expect(try self.verdict(SampleRequest(others: required)) == .call)
        let tags = ["100rel", "timer", "odd"].compactMap { SIPHeaderValue($0) }
        #expect(
            try self.verdict(.method("OPTIONS").with { $0.others = required })
                == .refuse(status: 420, headers: [.unsupported(tags)]))
        #expect(try self.verdict(.method("OPTIONS").with { $0.others = ["Proxy-Require: odd"] }) == .options)
    }

    @Test("UAS-5: Max-Forwards 0 is irrelevant to who does not forward", arguments: ["INVITE", "OPTIONS"])
    func maxForwards(method: String) throws {
        let verdict = try self.verdict(.method(method).with { $0.others = ["Max-Forwards: 0"] })
        #expect(verdict == (method == "INVITE" ? .call : .options))
    }

    @Test("UAS-9: the body of an INVITE is not examined")
    func body() throws {
        let request = SampleRequest(
            others: ["Content-Type: application/unknown", "Content-Disposition: odd;handling=required"], body: "?")
        #expect(try self.verdict(request) == .call)
    }

    @Test("ACK and CANCEL are told apart before anything is examined (UAS-2, TX-7)")
    func acknowledgementAndCancel() throws {
        let odd = ["Require: odd"]
        #expect(try self.verdict(.method("ACK").with { $0.others = odd }) == .acknowledgement)
        #expect(
            try self.verdict(
                .method("CANCEL").with {
                    $0.others = odd
                    $0.uri = "odd:x"
                }) == .cancel)
    }

    @Test("UAS-8: the methods served here")
    func allowed() {
        #expect(UserAgentServer.allowedMethods == "INVITE, ACK, CANCEL, OPTIONS")
    }
}
