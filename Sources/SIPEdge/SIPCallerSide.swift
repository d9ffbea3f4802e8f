import CallAutomationModel
import CallControl
import CallRouting
import SIPCore
import SIPMessage
import SIPTransport

/// The caller's end of a call that came by SIP: its INVITE server transaction.
struct SIPCallerSide: CallerSide {
    let recipe: ResponseRecipe
    let wantsRingback: Bool
    let answers: [RefusalCause: RefusalAnswer]
    let wantsDiversion: Bool
    /// Whether the call rings, or the policy answers it at once.
    let rings: Bool
    let embeddedHeaders: EmbeddedHeaders
    let transactions: TransactionLayer
    /// Hears of headers that did not fit into a Contact.
    let headersLeftOut: @Sendable (_ count: Int) -> Void
    /// Runs when the final response leaves.
    let finished: @Sendable (CallState) -> Void

    /// Over UDP the source address and port; over a stream the source address with the sent-by port.
    var peerAddress: String {
        self.recipe.destination.transport == .udp
            ? self.recipe.source.description : self.recipe.destination.address.description
    }

    var receivedDiversions: Int { self.recipe.diversions }

    func trying() {
        self.respond(100)
        if self.wantsRingback { self.respond(180) }
    }

    func refusal(ofContact uri: String) -> ContactRefusal? {
        let contact: SIPURI
        do {
            contact = try SIPURI(parsing: uri)
        } catch {
            return .malformed(error.reason)
        }
        if case .other = contact.scheme { return .malformed("the scheme is none of sip, sips and tel") }
        guard let called = try? SIPURI(parsing: self.recipe.requestURI) else { return nil }
        return contact.isEquivalent(to: called) ? .calleeItself : nil
    }

    func contact(_ uri: String, handingOn headers: [CustomSIPHeader]) -> String {
        let (contact, leftOut) = self.embeddedHeaders.embed(headers, in: uri)
        if leftOut > 0 { self.headersLeftOut(leftOut) }
        return contact
    }

    func disposition(of decision: Decision) -> CallDisposition {
        if self.wantsDiversion, case .redirect(_, let contact?) = decision.kind {
            let byPolicy: DiversionCause = self.rings ? .noAnswer : .unconditional
            return .redirect(contact: contact, cause: decision.by == .policy ? byPolicy : .deflection)
        }
        return RefusalCause(decision).flatMap { self.answers[$0]?.disposition } ?? decision.disposition
    }

    func finish(_ disposition: CallDisposition, as state: CallState) {
        self.send(disposition.response(by: self.recipe))
        self.finished(state)
    }

    private func respond(_ status: Int) {
        self.send(self.recipe.response(status))
    }

    private func send(_ response: EncodedResponse) {
        self.transactions.assumeIsolated { $0.respond(response, to: self.recipe.key) }
    }
}
