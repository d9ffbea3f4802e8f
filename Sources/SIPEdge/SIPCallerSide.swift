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
    let embeddedHeaders: EmbeddedHeaders
    let transactions: TransactionLayer
    /// Hears of headers that did not fit into a Contact.
    let headersLeftOut: @Sendable (_ count: Int) -> Void
    /// Runs when the final response leaves.
    let finished: @Sendable () -> Void

    /// Over UDP the source address and port; over a stream the source address with the sent-by port.
    var peerAddress: String {
        self.recipe.destination.transport == .udp
            ? self.recipe.source.description : self.recipe.destination.address.description
    }

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

    func finish(_ disposition: CallDisposition) {
        self.send(disposition.response(by: self.recipe))
        self.finished()
    }

    private func respond(_ status: Int) {
        self.send(self.recipe.response(status))
    }

    private func send(_ response: EncodedResponse) {
        self.transactions.assumeIsolated { $0.respond(response, to: self.recipe.key) }
    }
}
