/// Values as they are written into a YAML file.
enum YAMLText {
    /// The value of a key that is written `text` in a variable, where lists are separated by commas.
    static func value(_ text: String, of key: ConfigurationKey) -> String {
        switch key.type {
        case .integer, .boolean: return text
        case .choice, .text, .section, .sectionOrOff, .sections: return self.scalar(text)
        case .texts, .textOrTexts: return self.list(text.split(separator: ",").map(String.init))
        }
    }

    static func list(_ items: [String]) -> String {
        "[" + items.map(self.scalar).joined(separator: ", ") + "]"
    }

    /// Plain where nobody can take it for anything but text, else in double quotes.
    static func scalar(_ text: String) -> String {
        let isPlain =
            text.utf8.first.map { $0.isLetterOrDigit } ?? false
            && text.utf8.allSatisfy { $0.isLetterOrDigit || "._/:-".utf8.contains($0) }
            && !text.hasSuffix(":")
        if isPlain { return text }
        var quoted = "\""
        for character in text {
            if character == "\"" || character == "\\" { quoted.append("\\") }
            quoted.append(character)
        }
        return quoted + "\""
    }
}
