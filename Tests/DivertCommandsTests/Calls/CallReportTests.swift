import DivertCommands
import SIPCaller
import SIPMessage
import Testing

@Suite("What divert call prints")
struct CallReportTests {
    private let start = ContinuousClock.now
    private var report: CallReport { CallReport(start: self.start) }
    private var later: ContinuousClock.Instant { self.start.advanced(by: .microseconds(12_345)) }

    private func response(
        _ status: Int, _ reason: String, _ fields: [(SIPHeaderName, String)] = []
    ) throws -> SIPResponse {
        SIPResponse(statusCode: status, reasonPhrase: reason, headers: try SIPHeaders(fields))
    }

    @Test("A response is its time, status and reason")
    func provisional() throws {
        let ringing = try self.response(180, "Ringing", [(.contact, "<sip:bob@192.0.2.9>")])
        #expect(self.report.line(ringing, at: self.later, .table) == "    12.3 ms  180 Ringing")
        #expect(
            self.report.line(ringing, at: self.later, .json)
                == #"{"kind":"response","milliseconds":12.3,"status":180,"reason":"Ringing"}"#)
    }

    @Test("A redirect has its Contacts, the most wanted first")
    func contacts() throws {
        let choices = try self.response(
            300, "Multiple Choices", [(.contact, "<sip:a@h>;q=0.5, <sip:b@h>;q=0.9"), (.contact, "<sip:c@h>")])
        #expect(
            self.report.line(choices, at: self.later, .table).split(separator: "\n").dropFirst()
                .map { $0.drop { $0 == " " } } == ["Contact: sip:c@h", "Contact: sip:b@h", "Contact: sip:a@h"])
        #expect(
            self.report.line(choices, at: self.later, .json).hasSuffix(#""contacts":["sip:c@h","sip:b@h","sip:a@h"]}"#))
        #expect(
            self.report.summary(.redirected(choices), at: self.later, .table) == "redirected to sip:c@h after 12.3 ms")
        #expect(
            self.report.summary(.redirected(choices), at: self.later, .json)
                == #"{"kind":"summary","outcome":"redirected","milliseconds":12.3,"status":300,"contact":"sip:c@h"}"#)
    }

    @Test("A failure has its Warning, Reason and Retry-After")
    func failure() throws {
        let busy = try self.response(
            503, "Service Unavailable",
            [(.retryAfter, "5"), (.reason, "SIP;cause=503"), (.warning, "399 divert \"draining\"")])
        #expect(
            self.report.line(busy, at: self.later, .table) == """
                    12.3 ms  503 Service Unavailable
                             Warning: 399 divert "draining"
                             Reason: SIP;cause=503
                             Retry-After: 5
                """)
        #expect(
            self.report.line(busy, at: self.later, .json).hasSuffix(
                #""warnings":["399 divert \"draining\""],"reasons":["SIP;cause=503"],"retryAfter":"5"}"#))
        #expect(
            self.report.summary(.refused(busy), at: self.later, .table)
                == "refused with 503 Service Unavailable after 12.3 ms")
    }

    @Test("Control characters of a server do not reach the terminal")
    func harmless() throws {
        let evil = try self.response(404, "\u{1B}[2JGone")
        #expect(!self.report.line(evil, at: self.later, .table).contains("\u{1B}"))
        #expect(!self.report.summary(.refused(evil), at: self.later, .table).contains("\u{1B}"))
    }

    @Test("Every outcome has a name for programs and a line for people")
    func outcomes() throws {
        let response = try self.response(200, "OK")
        let outcomes: [(CallOutcome, String, String)] = [
            (.answered(response, isHungUp: true), "answered", "answered and hung up after 12.3 ms"),
            (.cancelled(response, asPlanned: true), "cancelled", "cancelled as asked after 12.3 ms"),
            (.cancelled(response, asPlanned: false), "cancelled", "cancelled after 12.3 ms"),
            (.refused(response), "refused", "refused with 200 OK after 12.3 ms"),
            (.failed(.connectionClosed), "failed", "failed after 12.3 ms"),
        ]
        for (outcome, name, line) in outcomes {
            #expect(self.report.summary(outcome, at: self.later, .json).contains("\"outcome\":\"\(name)\""))
            #expect(self.report.summary(outcome, at: self.later, .table) == line)
        }
    }
}
