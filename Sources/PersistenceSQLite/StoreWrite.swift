package import CallRouting
import GroupCommit
package import UserTokens

/// One change of the database, of whichever store it is: all of them share the writer and its commits.
package enum StoreWrite: Sendable, Hashable {
    case call(CallWrite)
    case identity(IdentityWrite)
}

extension StoreWrite: GroupedWrite {
    package var isPatient: Bool {
        switch self {
        case .call(let write): write.isPatient
        // Whoever asked waits for the answer, and can ask again.
        case .identity: false
        }
    }

    package var isRepeatable: Bool {
        switch self {
        case .call(let write): write.isRepeatable
        // Done twice, a deletion would find nothing and say so.
        case .identity: false
        }
    }

    package var isPurge: Bool {
        switch self {
        case .call(let write): write.isPurge
        case .identity: false
        }
    }
}
