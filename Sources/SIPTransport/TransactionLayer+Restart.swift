import NIOCore
import Observability
package import SIPCore
package import SIPMessage
import SIPTransaction

// Transactions of calls that a former process took (D8).
extension TransactionLayer {
    /// Takes up the transaction of a call that still rings; `provisional` is sent at once.
    package func resumeRinging(_ recipe: ResponseRecipe, provisional: EncodedResponse) {
        self.perform(at: self.begin(.invite, recipe, nil, of: self.peer(of: recipe))) { $0.respond(with: provisional) }
    }

    /// Takes up the transaction of a decided call: the final response is sent again until its ACK, with timer H counted
    /// from the decision.
    package func resumeDecided(
        _ recipe: ResponseRecipe, final: EncodedResponse, elapsed: Duration, isAcknowledged: Bool
    ) {
        guard elapsed < self.environment.timing.lifetime else {
            // Too late to send anything. The user is told on the loop's next turn, when it knows the call.
            self.loop.execute { [weak self] in
                self?.assumeIsolated { $0.user?.acknowledgementMissing(recipe.key) }
            }
            return
        }
        var machine = ServerInviteTransaction(
            timing: self.environment.timing, isReliable: recipe.destination.transport.isReliable)
        var actions = machine.resume(with: final, elapsed: elapsed)
        if isAcknowledged {
            // The caller has it; what is left is to absorb stragglers.
            actions = machine.acknowledged().filter { $0 != .reportAcknowledged }
        }
        let place = self.add(
            ServerTransaction(
                key: recipe.key, machine: .invite(machine), method: .invite, destination: recipe.destination,
                connection: nil, tag: recipe.tag, peer: self.peer(of: recipe)))
        self.perform(at: place) { _ in actions }
    }

    private func peer(of recipe: ResponseRecipe) -> PeerNumber {
        self.environment.policy.admission(of: recipe.source).peer
    }
}
