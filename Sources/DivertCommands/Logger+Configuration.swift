import DivertConfiguration
import Foundation
import Logging
import Observability

extension Logger {
    /// The server's logger: to standard error, in the configured level and format.
    init(_ configuration: Configuration.Logging) {
        let output = LogOutput.standardError()
        self.init(label: "divert") { label in
            switch configuration.format {
            case .text:
                let hasColour = TerminalColour.isWanted(environment: ProcessInfo.processInfo.environment)
                return TextLogHandler(label, TextFormat(hasColour: hasColour), on: output)
            case .json:
                return JSONLogHandler(label, JSONFormat(), on: output)
            }
        }
        self.logLevel = Logger.Level(rawValue: configuration.level.rawValue) ?? .info
    }
}
