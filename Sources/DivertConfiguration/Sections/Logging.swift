extension Configuration {
    /// What is logged and how (`logging`).
    package struct Logging: Sendable, Hashable {
        package var level: LogLevel
        package var format: Format
        package var sip: SIPLog

        /// Whom the lines are for.
        package enum Format: String, Sendable, Hashable {
            /// People.
            case text
            /// Machines: one JSON object a line.
            case json
        }

        /// How much of each SIP message is logged.
        package enum SIPLog: String, Sendable, Hashable {
            case off
            /// Start line and header fields, numbers and names redacted.
            case headers
            /// Everything but credentials: it shows phone numbers.
            case full
        }
    }

    /// The levels of swift-log, by the same names.
    package enum LogLevel: String, Sendable, Hashable {
        case trace, debug, info, notice, warning, error, critical
    }
}

extension Configuration.Logging {
    init(reading reader: SettingReader) throws(ConfigurationError) {
        self.level = try reader.choice("logging.level")
        self.format = try reader.choice("logging.format")
        self.sip = try reader.choice("logging.sip")
    }
}
