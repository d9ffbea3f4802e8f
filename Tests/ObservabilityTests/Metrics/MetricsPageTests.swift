import Foundation
import Observability
import Testing

@Suite("docs/metrics.md")
struct MetricsPageTests {
    private static let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs/metrics.md")

    @Test("Every metric has a row, and every row is of one")
    func rows() throws {
        let rows = try String(contentsOf: Self.page, encoding: .utf8).split(separator: "\n")
            .filter { $0.hasPrefix("| `") }.compactMap { $0.split(separator: "`").dropFirst().first.map(String.init) }
        #expect(rows.sorted() == MetricName.allCases.map(\.rawValue).sorted())
    }

    @Test("What is said of a metric fits into one line", arguments: MetricName.allCases)
    func help(name: MetricName) {
        #expect(!name.help.isEmpty && !name.help.contains("\n"))
    }
}
