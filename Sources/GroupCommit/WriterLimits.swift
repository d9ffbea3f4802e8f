/// Limits and times of a `GroupCommitWriter`.
package struct WriterLimits: Sendable, Hashable {
    /// How many writes that can be refused may wait for their answer; more are refused at once.
    package var queue = 65_536
    /// How many writes one transaction carries at most. Larger ones gain nothing and keep the first waiting.
    package var batch = 1_024
    package var retries = RetrySchedule()

    package init() {}
}
