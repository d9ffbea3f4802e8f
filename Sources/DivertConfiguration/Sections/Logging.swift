extension Configuration {
    /// What is logged and how (`logging`).
    package struct Logging: Sendable, Hashable {
        package var level: LogLevel
        package var format: LogFormat
    }

    /// The levels of swift-log, by the same names.
    package enum LogLevel: String, Sendable, Hashable {
        case trace, debug, info, notice, warning, error, critical
    }

    /// The shape of log lines.
    package enum LogFormat: String, Sendable, Hashable {
        case text, json
    }
}

extension Configuration.Logging {
    init(reading reader: SettingReader) throws(ConfigurationError) {
        self.level = try reader.choice("logging.level")
        self.format = try reader.choice("logging.format")
        try reader.word("logging.sip")
    }
}
