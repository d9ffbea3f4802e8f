/// Whether two series of measurements have different means: Welch's t, gathered in one pass (Welford's method).
struct WelchTest {
    /// One series: how many, their mean, the sum of squared distances from it.
    private struct Series {
        var count = 0.0
        var mean = 0.0
        var squares = 0.0

        mutating func add(_ value: Double) {
            self.count += 1
            let distance = value - self.mean
            self.mean += distance / self.count
            self.squares += distance * (value - self.mean)
        }

        /// The variance of the mean.
        var error: Double { self.squares / (self.count - 1) / self.count }
    }

    private var series = [Series(), Series()]

    mutating func add(_ value: Double, to index: Int) {
        self.series[index].add(value)
    }

    var means: [Double] { self.series.map(\.mean) }

    /// Beyond 4.5 either way the two differ with a certainty that is commonly taken for a leak.
    var t: Double {
        (self.series[0].mean - self.series[1].mean) / (self.series[0].error + self.series[1].error).squareRoot()
    }
}
