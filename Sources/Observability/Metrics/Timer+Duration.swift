import Metrics

extension Timer {
    /// Records a duration; one that is negative, because a wall clock was set back, as zero.
    func record(_ duration: Duration) {
        let (seconds, attoseconds) = max(duration, .zero).components
        self.recordNanoseconds(seconds &* 1_000_000_000 &+ attoseconds / 1_000_000_000)
    }
}
