import Logging

/// Takes log lines and gives them back in order.
struct CapturedLog: Sendable {
    struct Line: Sendable, Hashable {
        let message: String
        let source: String?
        let advice: String?
    }

    private let lines: AsyncStream<Line>
    private let continuation: AsyncStream<Line>.Continuation

    init() {
        (self.lines, self.continuation) = AsyncStream<Line>.makeStream()
    }

    var logger: Logger {
        Logger(label: "test") { _ in Handler(continuation: self.continuation) }
    }

    /// Every line so far. Nothing is taken afterwards.
    func finish() async -> [Line] {
        self.continuation.finish()
        var all: [Line] = []
        for await line in self.lines { all.append(line) }
        return all
    }

    private struct Handler: LogHandler {
        let continuation: AsyncStream<Line>.Continuation
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level = .trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { self.metadata[key] }
            set { self.metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            self.continuation.yield(
                Line(
                    message: "\(event.message)", source: event.metadata?["source"]?.description,
                    advice: event.metadata?["line"]?.description))
        }
    }
}
