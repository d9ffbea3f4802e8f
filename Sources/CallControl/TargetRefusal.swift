/// Why a target cannot be had (answer table, row 11).
enum TargetRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    case notAllowed
    case otherResource
    case tooManyHops
    case isCallee
    case unresolvable(String)

    /// For the log.
    var description: String {
        switch self {
        case .notAllowed: "calls may not be sent there"
        case .otherResource: "it is a user of another resource"
        case .tooManyHops: "the call was redirected too often"
        case .isCallee: "it is the called party itself"
        case .unresolvable(let reason): reason
        }
    }

    /// Whether calls cannot go there at all, as against this call having been there, or having been sent on too often.
    var holdsForEveryCall: Bool {
        switch self {
        case .notAllowed, .otherResource, .unresolvable: true
        case .tooManyHops, .isCallee: false
        }
    }

    var outcome: DecisionOutcome {
        switch self {
        case .notAllowed: .targetNotAllowed
        case .otherResource: .targetOfOtherResource
        case .tooManyHops: .tooManyHops
        case .isCallee: .targetIsCallee
        case .unresolvable(let reason): .targetUnresolvable(reason)
        }
    }
}
