/// Times work that takes microseconds, in batches that take about a millisecond.
struct Stopwatch {
    private static let batch = 500

    /// The number of batches.
    let rounds: Int

    /// The time that `work` takes in the fastest batch. What it returns is added up, so that it is really done.
    func best(_ work: () -> Int) -> Duration {
        var best = Duration.seconds(1)
        var sum = 0
        for _ in 0..<self.rounds {
            let start = ContinuousClock.now
            for _ in 0..<Self.batch { sum &+= work() }
            best = min(best, start.duration(to: .now) / Self.batch)
        }
        // Never true, which the compiler cannot know.
        if sum == .min { print(sum) }
        return best
    }
}
