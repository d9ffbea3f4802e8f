package import CallRouting

/// A write, as the group-commit writer sees it.
package protocol GroupedWrite: Sendable {
    /// Whether the write waits out a sick disk. Nobody is promised anything by these: what they record has happened
    /// already, or may be lost. The others are refused, so that somebody can be told.
    var isPatient: Bool { get }

    /// Whether doing it twice is the same as doing it once, so that an unknown commit needs no reading back.
    var isRepeatable: Bool { get }

    /// Whether it is a step of deleting what is old: long, and nobody waits for it.
    var isPurge: Bool { get }
}

extension CallWrite: GroupedWrite {
    package var isPatient: Bool {
        switch self {
        case .conclude, .note, .purge, .putDeadLetter, .purgeDeadLetters: true
        case .ring, .decide, .ringOn, .log, .remember, .putSubscription, .removeSubscription, .removeDeadLetter: false
        }
    }

    package var isRepeatable: Bool {
        switch self {
        case .note, .purge, .putSubscription, .removeSubscription, .putDeadLetter, .removeDeadLetter,
            .purgeDeadLetters:
            true
        case .ring, .decide, .ringOn, .conclude, .log, .remember: false
        }
    }

    package var isPurge: Bool {
        switch self {
        case .purge, .purgeDeadLetters: true
        case .ring, .decide, .ringOn, .conclude, .log, .note, .remember, .putSubscription, .removeSubscription,
            .putDeadLetter, .removeDeadLetter:
            false
        }
    }
}
