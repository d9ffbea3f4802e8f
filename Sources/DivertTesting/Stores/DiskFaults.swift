package import Dispatch

/// What goes wrong with the disk of a `FaultyBackend`.
package struct DiskFaults: Sendable {
    /// One commit's fate.
    package enum Commit: Sendable {
        case works
        /// COMMIT fails, and nothing is on disk.
        case failsBeforeWriting
        /// COMMIT fails, and everything is on disk.
        case failsAfterWriting
        /// COMMIT takes until the semaphore is signalled, and works.
        case hangs(until: DispatchSemaphore)
    }

    /// What becomes of the next commits, one after the other; all later ones work.
    package var commits: [Commit] = []
    /// How many of the next attempts to open a transaction fail.
    package var failingBegins = 0
    /// Every write fails and takes its transaction with it.
    package var isFull = false
    /// Writes about these calls fail and take their transaction with them.
    package var poisonous: Set<UInt64> = []
    /// Writes about these calls cannot be stored, which harms no other write.
    package var impossible: Set<UInt64> = []
    /// How many of the next attempts to reopen fail.
    package var failingReopens = 0
    /// How long each commit takes at least.
    package var delay: DispatchTimeInterval?

    package init() {}
}
