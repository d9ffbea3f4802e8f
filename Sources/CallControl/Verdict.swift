import CallAutomationModel
import CallRouting

/// A decision that passed every check, and what it leads to.
struct Verdict: Sendable {
    let decision: Decision
    /// Whom the call rings on at; nil when the decision ends it.
    var nextCallee: CommunicationIdentifier?

    var consequence: CallLifecycle.Consequence { self.nextCallee == nil ? .ends : .ringsOn }
}
