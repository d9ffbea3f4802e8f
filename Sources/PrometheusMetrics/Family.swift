/// All series of one name.
struct Family: Sendable {
    enum Kind: Sendable, Hashable {
        case counter, gauge
        case histogram
        /// A histogram in seconds.
        case durations

        /// What the convention adds to a name: the unit, and `_total` to counters.
        var suffix: String {
            switch self {
            case .counter: "_total"
            case .durations: "_seconds"
            case .gauge, .histogram: ""
            }
        }

        var type: String {
            switch self {
            case .counter: "counter"
            case .gauge: "gauge"
            case .histogram, .durations: "histogram"
            }
        }
    }

    let kind: Kind
    let help: String?
    /// By the text of their labels.
    var series: [String: any PrometheusSeries] = [:]

    func write(to text: inout String, as name: String) {
        if let help = self.help { text += "# HELP \(name) \(PrometheusText.escapedHelp(help))\n" }
        text += "# TYPE \(name) \(self.kind.type)\n"
        for (labels, series) in self.series.sorted(by: { $0.key < $1.key }) {
            series.write(to: &text, name, labels)
        }
    }
}

/// One name with its labels: a line of the text, or the lines of one histogram.
protocol PrometheusSeries: AnyObject, Sendable {
    /// - Parameter labels: without braces; empty when there are none.
    func write(to text: inout String, _ name: String, _ labels: String)
}
