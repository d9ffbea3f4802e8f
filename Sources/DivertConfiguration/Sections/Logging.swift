extension Configuration {
    /// What is logged and how (`logging`).
    package struct Logging: Sendable, Hashable {
        package var level: LogLevel
    }

    /// The levels of swift-log, by the same names.
    package enum LogLevel: String, Sendable, Hashable {
        case trace, debug, info, notice, warning, error, critical
    }
}

extension Configuration.Logging {
    init(reading reader: SettingReader) throws(ConfigurationError) {
        self.level = try reader.choice("logging.level")
        for later in ["logging.format", "logging.sip"] {
            try reader.word(later)
        }
    }
}
