import CallAutomationModel
import CallRouting
import Logging
import Observability
import SIPCore
import Testing

@Suite("The vocabulary of the log")
struct LogFieldTests {
    private let output = CapturedOutput()

    @Test("What is absent is left out")
    func absent() {
        self.output.textLogger().event(
            .info, "request answered", call: nil,
            [.endpoint("redirect"), .status(nil), .code(nil), .peer(nil), .acknowledged(nil), .clientRequest(nil)])
        #expect(self.output.lines == ["info    request answered endpoint=redirect"])
    }

    @Test("Below the level nothing is even put together")
    func level() {
        func fields() -> [LogField] {
            Issue.record("The fields of a line that is not logged were made")
            return []
        }
        self.output.textLogger(level: .info).event(.debug, "m", call: nil, fields())
        #expect(self.output.text == "")
    }

    @Test("Numbers and identifiers are redacted by their type")
    func redacted() {
        let number = CommunicationIdentifier.phoneNumber("+14255550123")
        let user = CommunicationIdentifier(rawID: "8:acs:11111111-aaaa-bbbb-cccc-000000000000_secret-user")
        let decision = Decision(
            .redirect(target: user, contact: "sip:+14255550177@gw"), by: .accessKey, at: Timestamp(milliseconds: 0))
        self.output.textLogger().event(
            .info, "call decided", call: nil, [.from(number), .to(user), .decision(decision), .target(of: decision)])
        #expect(
            self.output.lines == [
                "info    call decided decision=redirect from=phoneNumber(…0123) "
                    + "target=communicationUser(…user) to=communicationUser(…user)"
            ])
    }

    @Test("A client's request id is logged when it is a UUID, and not when it is anything else")
    func clientRequest() {
        let logger = self.output.textLogger()
        logger.event(.info, "m", call: nil, [.clientRequest("0D5C5CDD-F1EB-4325-AEB5-48C4C3A61D1C")])
        logger.event(.info, "m", call: nil, [.clientRequest("Bearer eyJhbGciOiJub25lIn0")])
        #expect(self.output.lines == ["info    m clientRequest=0d5c5cdd-f1eb-4325-aeb5-48c4c3a61d1c", "info    m"])
    }

    @Test("The line that admits a stranger can be copied")
    func stranger() {
        let source = HostPort(host: "2001:db8::1", port: 5060)
        self.output.textLogger().event(.notice, "m", call: nil, [.source(source), .line(admitting: source)])
        #expect(self.output.lines == ["notice  m line=\"addresses: [2001:db8::1]\" source=[2001:db8::1]:5060"])
    }
}
