import DivertConfiguration
import Logging

extension Logger {
    /// The server's logger: to standard error, in the configured level.
    init(_ configuration: Configuration.Logging) {
        self.init(label: "divert") { StreamLogHandler.standardError(label: $0) }
        self.logLevel = Logger.Level(rawValue: configuration.level.rawValue) ?? .info
    }
}
