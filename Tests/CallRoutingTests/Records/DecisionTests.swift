import CallAutomationModel
import CallRouting
import Testing

@Suite("Decisions")
struct DecisionTests {
    private func redirect(_ target: CommunicationIdentifier, contact: String? = nil) -> Decision {
        Decision(.redirect(target: target, contact: contact), by: .accessKey, at: SampleDecisions.now)
    }

    @Test("The same is the same operation with an equal canonical identifier (row 10)")
    func same() {
        let plain = self.redirect(.phoneNumber("+14255550123"))
        let others = [
            self.redirect(CommunicationIdentifier(rawID: "4:14255550123")),
            self.redirect(CommunicationIdentifier(rawID: "4:+14255550123"), contact: "sip:elsewhere@x"),
            Decision(
                .redirect(target: .phoneNumber("14255550123"), contact: nil), by: .entra, at: Timestamp(milliseconds: 1)
            ),
        ]
        for other in others {
            #expect(plain.isSame(as: other))
            #expect(other.isSame(as: plain))
        }
        #expect(!plain.isSame(as: self.redirect(.phoneNumber("+14255550124"))))
        #expect(!plain.isSame(as: self.redirect(CommunicationIdentifier(rawID: "4:+14255550123_leg2"))))
    }

    @Test("The same hands on the same (row 10: equal extras)")
    func sameHandedOn() throws {
        func redirect(_ json: String) throws -> Decision {
            let onward = try OnwardContext(json: JSONValue(parsing: Array(json.utf8)))
            return Decision(
                .redirect(target: SampleDecisions.targetA, contact: nil), by: .accessKey, at: SampleDecisions.now,
                handingOn: onward)
        }
        let tagged = try redirect(#"{"sipHeaders":{"X-Tag":"1"}}"#)
        #expect(try tagged.isSame(as: redirect(#"{"sipHeaders":{"x-tag":"1"},"voipHeaders":{}}"#)))
        #expect(try !tagged.isSame(as: redirect(#"{"sipHeaders":{"X-Tag":"2"}}"#)))
        #expect(!tagged.isSame(as: SampleDecisions.redirectA))
        #expect(!SampleDecisions.redirectA.isSame(as: tagged))
        #expect(try SampleDecisions.redirectA.isSame(as: redirect("{}")))
    }

    @Test("Rejecting is the same for an equal reason, and never the same as redirecting (row 10)")
    func sameReason() {
        let now = SampleDecisions.now
        let reasons = CallRejectReason.allCases.map { Decision(.reject($0), by: .accessKey, at: now) }
        for (index, left) in reasons.enumerated() {
            for (other, right) in reasons.enumerated() {
                #expect(left.isSame(as: right) == (index == other))
            }
            #expect(!left.isSame(as: SampleDecisions.redirectA))
            #expect(!SampleDecisions.redirectA.isSame(as: left))
        }
    }

    @Test(
        "Only keys, tokens and the console count as requests",
        arguments: [
            (Decision.Decider.accessKey, true), (.entra, true), (.user, true), (.console, true), (.policy, false),
            (.caller, false),
        ])
    func byRequest(decider: Decision.Decider, isByRequest: Bool) {
        #expect(Decision(.reject(.none), by: decider, at: SampleDecisions.now).isByRequest == isByRequest)
    }

    @Test(
        "Each decision has its state, its name and its SIP answer",
        arguments: [
            (
                Decision.Kind.redirect(target: SampleDecisions.targetA, contact: "sip:a@x"), "redirect",
                CallState.redirected, 302
            ),
            (.redirect(target: SampleDecisions.targetA, contact: nil), "redirect", .redirected, 480),
            (.reject(.busy), "reject", .rejected, 486), (.reject(.forbidden), "reject", .rejected, 403),
            (.reject(.none), "reject", .rejected, 603), (.cancel, "cancel", .cancelled, 487),
            (.timeout, "timeout", .expired, 480), (.shutdown, "shutdown", .failed, 503),
        ])
    func outcome(kind: Decision.Kind, name: String, state: CallState, status: Int) {
        let decision = Decision(kind, by: .accessKey, at: SampleDecisions.now)
        #expect(decision.name == name)
        #expect(decision.state == state)
        #expect(decision.disposition.status == status)
        if kind == .shutdown { #expect(decision.disposition == .decline(status: 503, retryAfterSeconds: 5)) }
    }
}
