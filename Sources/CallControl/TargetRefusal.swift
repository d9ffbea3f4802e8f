/// Why a target cannot be had (answer table, row 11).
enum TargetRefusal: Error, Sendable, Hashable {
    case notAllowed
    case otherResource
    case tooManyHops
    case isCallee
    case unresolvable(String)

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
