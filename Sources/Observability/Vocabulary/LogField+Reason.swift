// Why something is as it is.
extension LogField {
    /// Words of our own.
    package static func reason(_ words: StaticString) -> LogField { LogField("reason", words.description) }

    /// A word of an enumeration.
    package static func reason(_ code: some RawRepresentable<String>) -> LogField { LogField("reason", code.rawValue) }

    /// Text that quotes something, an error of a library for example: it is redacted.
    package static func reason(outside text: String?) -> LogField { LogField("reason", text.map(OutsideText.init)) }

    /// The library whose line it is.
    static func library(_ name: String) -> LogField { LogField("library", name) }
}
