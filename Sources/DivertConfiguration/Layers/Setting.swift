/// One value as it was written, before anybody asks whether it makes sense, and where.
struct Setting: Sendable, Hashable {
    enum Value: Sendable, Hashable {
        /// Text, number or truth value. Quoted text is never a number.
        case scalar(String, isQuoted: Bool)
        /// A list; its elements are settings of their own with the paths `path[0]`, `path[1]`, …
        case list(count: Int)
        /// A mapping; its members are settings of their own.
        case section
    }

    let value: Value
    let place: Place

    init(_ value: Value, at place: Place) {
        self.value = value
        self.place = place
    }

    /// Plain text, as the environment and the command line give it.
    static func plain(_ text: String, at place: Place) -> Setting {
        Setting(.scalar(text, isQuoted: false), at: place)
    }
}

extension Setting {
    /// The value in the words of an error line: one line, at most 80 characters of it, nothing of a secret.
    func shown(for key: ConfigurationKey?) -> String {
        switch self.value {
        case .section: return "a section"
        case .list: return "a list"
        case .scalar(let text, let isQuoted):
            guard let key, !key.isSecret else { return "a value that is not shown" }
            if key.isURL { return Self.quoted(Self.withoutCredentials(text)) }
            if !isQuoted, CanonicalInteger.parse(text) != nil { return text }
            return Self.quoted(text)
        }
    }

    /// What may be shown of something that is meant to be a URL: webhook addresses carry keys in their query.
    static func withoutCredentials(_ text: String) -> String {
        var text = text
        if let question = text.firstIndex(of: "?") { text = text[..<question] + "?…" }
        if let at = text.lastIndex(of: "@") { text = "…" + text[at...] }
        return text
    }

    static func quoted(_ text: String) -> String { "\"\(self.line(text))\"" }

    /// Text of others made fit for one line: at most 80 characters, blanks for control characters.
    static func line(_ text: String) -> String {
        var line = ""
        for scalar in text.unicodeScalars.prefix(80) {
            let isControl = scalar.properties.generalCategory == .control
            line += isControl || scalar.properties.isWhitespace ? " " : String(scalar)
        }
        return text.unicodeScalars.count > 80 ? line + "…" : line
    }
}

/// Decimal digits with an optional minus sign and no leading zeros; nothing that YAML 1.1 would read as octal,
/// hexadecimal or a time of day.
enum CanonicalInteger {
    static func parse(_ text: String) -> Int? {
        guard let value = Int(text), String(value) == text else { return nil }
        return value
    }
}
