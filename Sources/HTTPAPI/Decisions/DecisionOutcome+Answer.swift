import CallAutomationModel
import CallControl
import CallRouting

extension DecisionOutcome {
    /// When a throttled client may ask again, in seconds: request ids leave their window all the time.
    private static let throttleSeconds = 10

    /// What the client is told: the last rows of the answer table, in one place.
    ///
    /// - Parameter isRepeatable: whether the request asked for repeatability.
    func answer(about call: CallID, isRepeatable: Bool) -> Answer {
        switch self {
        case .accepted(let call):
            var answer = Answer.noContent(about: call)
            if isRepeatable { answer.headers.append(("Repeatability-Result", "accepted")) }
            return answer
        case .otherResource:
            // The id of another resource's call is not told.
            return Answer(.otherResource)
        case .otherUsersCall:
            // Nor that of a call which is nobody's business but its user's.
            return Answer(.otherUsersCall)
        case .conflict:
            return Answer(.conflict(), about: call)
        case .running:
            return Answer(
                .conflict("The call is being decided right now. Ask again in a second.", retryAfterSeconds: 1),
                about: call)
        case .notRinging:
            return Answer(.callNotFound, about: call)
        case .targetNotAllowed:
            return Answer(.targetNotAllowed, about: call)
        case .targetOfOtherResource:
            return Answer(.targetOfOtherResource, about: call)
        case .tooManyHops:
            return Answer(.tooManyHops, about: call)
        case .targetUnresolvable(let reason):
            return Answer(
                .invalidArgument(target: "target", "The target has no SIP destination: \(reason)."), about: call)
        case .targetIsCallee:
            return Answer(.targetIsCallee, about: call)
        case .repeatabilityMismatch:
            return Answer(.repeatabilityMismatch)
        case .throttled:
            return Answer(.throttled(retryAfterSeconds: Self.throttleSeconds), about: call)
        case .unavailable:
            return Answer(.unavailable, about: call)
        }
    }
}
