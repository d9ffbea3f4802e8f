import CallAutomationModel
import CallControl
import CallRouting

/// What both planes do with a request that wants to decide a call: rows 6 and 9 to 12 of the answer table.
struct CallDecisions: Sendable {
    let owner: CallOwner

    /// Row 6: the stored answer, when the same request was answered 204 before; nil when there is more to do. The same
    /// request while the first still runs goes on, too: the call's owner lets it wait.
    func earlierAnswer(to request: RepeatableRequest) async throws(CommunicationError) -> Answer? {
        let finding = await self.owner.repeatabilityFinding(
            request.key, fingerprint: request.fingerprint, firstSent: request.firstSent)
        switch finding {
        case .new, .running: return nil
        case .done(let call): return DecisionOutcome.accepted(call).answer(about: call, isRepeatable: true)
        case .mismatch: throw .repeatabilityMismatch
        }
    }

    /// Rows 9 to 12. A client that leaves does not stop it: a request that arrived whole is carried out.
    ///
    /// - Parameter hop: the hop that is meant; nil for the one that rings.
    func decide(
        _ call: CallID, at hop: Int?, _ wish: DecisionRequest.Wish, by principal: Principal,
        _ repeatable: RepeatableRequest?
    ) -> Reply {
        let request = DecisionRequest(
            call: call, hop: hop, principal: principal, wish: wish,
            repeatability: repeatable?.record(of: call))
        let isRepeatable = repeatable != nil
        return .later { [owner] then in
            owner.decide(request) { then($0.answer(about: call, isRepeatable: isRepeatable)) }
        }
    }
}
