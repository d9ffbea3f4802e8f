import CallRouting

/// A write on its way to the disk, and whom to tell.
final class PendingWrite: Sendable {
    let write: CallWrite
    let completion: @Sendable (WriteResult) -> Void

    init(_ write: CallWrite, _ completion: @escaping @Sendable (WriteResult) -> Void) {
        self.write = write
        self.completion = completion
    }
}

extension CallWrite {
    /// Whether the write waits out a sick disk. Nobody is promised anything by these: what they record has happened
    /// already, or may be lost. The others are refused, so that somebody can be told.
    var isPatient: Bool {
        switch self {
        case .conclude, .note, .purge, .putDeadLetter, .purgeDeadLetters: true
        case .ring, .decide, .ringOn, .log, .remember, .putSubscription, .removeSubscription, .removeDeadLetter: false
        }
    }

    /// Whether doing it twice is the same as doing it once, so that an unknown commit needs no reading back.
    var isRepeatable: Bool {
        switch self {
        case .note, .purge, .putSubscription, .removeSubscription, .putDeadLetter, .removeDeadLetter,
            .purgeDeadLetters:
            true
        case .ring, .decide, .ringOn, .conclude, .log, .remember: false
        }
    }

    var isPurge: Bool {
        switch self {
        case .purge, .purgeDeadLetters: true
        case .ring, .decide, .ringOn, .conclude, .log, .note, .remember, .putSubscription, .removeSubscription,
            .putDeadLetter, .removeDeadLetter:
            false
        }
    }
}
