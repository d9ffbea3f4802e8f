package import Logging

/// Brings the lines of a library into our shape: a constant message, and what the library said as redacted metadata,
/// because nobody knows what it quotes. Warnings and errors only.
package struct LibraryLogHandler: LogHandler {
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    package var logLevel: Logger.Level

    private let library: String
    private let base: any LogHandler

    package init(_ library: String, on base: any LogHandler) {
        self.library = library
        self.base = base
        self.logLevel = max(base.logLevel, .warning)
    }

    package subscript(metadataKey key: String) -> Logger.MetadataValue? {
        get { self.metadata[key] }
        set { self.metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var said = event.message.description
        for (key, value) in (event.metadata ?? [:]).sorted(by: { $0.key < $1.key }) { said += ", \(key): \(value)" }
        if let error = event.error { said += ", \(error)" }
        let metadata = LogField.metadata(nil, [.library(self.library), .reason(outside: said)])
        self.base.log(
            event: LogEvent(
                level: event.level, message: "a library reports", metadata: metadata, source: event.source,
                file: event.file, function: event.function, line: event.line))
    }
}

extension Logger {
    /// The logger that a library gets.
    package func forLibrary(_ name: String) -> Logger {
        Logger(label: self.label) { _ in LibraryLogHandler(name, on: self.handler) }
    }
}
