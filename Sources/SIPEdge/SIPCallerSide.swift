import CallAutomationModel
import CallControl
import CallRouting
import SIPCore
import SIPMessage
import SIPTransport

/// The caller's end of a call that came by SIP: its INVITE server transaction.
///
/// A class, because it never changes and is handed on many times.
final class SIPCallerSide: CallerSide {
    let recipe: ResponseRecipe
    /// Who sent the call; nil when a former process took it and the configuration has that peer no more.
    private let peer: Peer?
    private let wantsRingback: Bool
    /// Whether the call rings, or the policy answers it at once.
    private let rings: Bool
    private let transactions: TransactionLayers
    private let edge: SIPEdge

    init(
        recipe: ResponseRecipe, peer: Peer?, wantsRingback: Bool, rings: Bool, transactions: TransactionLayers,
        edge: SIPEdge
    ) {
        self.recipe = recipe
        self.peer = peer
        self.wantsRingback = wantsRingback
        self.rings = rings
        self.transactions = transactions
        self.edge = edge
    }

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
        guard let peer = self.peer else { return uri }
        let (contact, leftOut) = peer.embeddedHeaders.embed(headers, in: uri)
        if leftOut > 0 { self.edge.assumeIsolated { $0.logHeadersLeftOut(leftOut, self.recipe.key) } }
        return contact
    }

    func disposition(of decision: Decision) -> CallDisposition {
        guard let peer = self.peer else { return decision.disposition }
        if peer.wantsDiversion, case .redirect(_, let contact?) = decision.kind {
            let byPolicy: DiversionCause = self.rings ? .noAnswer : .unconditional
            return .redirect(contact: contact, cause: decision.by == .policy ? byPolicy : .deflection)
        }
        return RefusalCause(decision).flatMap { peer.answers[$0]?.disposition } ?? decision.disposition
    }

    func finish(_ disposition: CallDisposition, as state: CallState) {
        self.send(disposition.response(by: self.recipe))
        self.edge.assumeIsolated { $0.decided(self.recipe, state) }
    }

    private func respond(_ status: Int) {
        self.send(self.recipe.response(status))
    }

    private func send(_ response: EncodedResponse) {
        self.transactions.respond(response, to: self.recipe.key)
    }
}
