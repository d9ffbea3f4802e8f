/// A configuration file with every key that is served, what it means and its default, commented out but for what is given.
///
///     http:
///       # Port of plain HTTP; 0 takes any free one.
///       #port: 7080
///
/// Remarks begin with a hash and one blank; in front of settings the hash stands alone, and taking it away is all it
/// needs. Names of sections are not commented out, since a section without keys counts as not written.
package struct CommentedFile: Sendable {
    /// The whole text, with a line break at the end.
    package private(set) var text: String

    /// Values that stand there uncommented, by path with indexes (`resources[0].id`), as in a variable. Of a list of
    /// sections, one element can be given.
    private let values: [String: String]

    /// Columns that remarks may take.
    private static let width = 110

    /// - Parameters:
    ///   - remarks: The first lines.
    ///   - values: What is not commented out.
    init(remarks: [String], values: [String: String]) {
        self.text = remarks.map { $0.isEmpty ? "#\n" : "# \($0)\n" }.joined()
        self.values = values
        for key in ConfigurationKey.members(of: "") where key.later == nil {
            self.text += "\n"
            self.write(key, at: Position(path: key.path, indent: 0))
        }
    }

    /// Where a key stands in the file.
    private struct Position {
        /// With indexes.
        var path: String
        /// How many blanks stand before remarks and hashes.
        var indent: Int
        /// What stands between those and the key: dash and blanks inside of a list.
        var lead = ""
        /// All of the element is commented out.
        var isExample = false
    }

    private mutating func write(_ key: ConfigurationKey, at position: Position) {
        self.remark(key, position)
        switch key.type {
        case .section, .sectionOrOff:
            self.line("\(key.name):", position, isCommented: position.isExample)
            var inner = position
            if position.isExample {
                inner.lead = String(repeating: " ", count: position.lead.count + 2)
            } else {
                inner.indent += position.lead.count + 2
                inner.lead = ""
            }
            for member in ConfigurationKey.members(of: key.path) where member.later == nil {
                inner.path = position.path.member(member.name)
                self.write(member, at: inner)
            }
        case .sections:
            self.line("\(key.name):", position, isCommented: position.isExample)
            self.writeElement(of: key, in: position)
        case .integer, .boolean, .choice, .text, .texts, .textOrTexts:
            if let value = self.values[position.path] {
                self.line("\(key.name): \(YAMLText.value(value, of: key))", position, isCommented: false)
            } else {
                let value = (key.defaultText.flatMap { $0.isEmpty ? nil : $0 } ?? key.exampleText ?? "")
                self.line("\(key.name): \(YAMLText.value(value, of: key))", position, isCommented: true)
            }
        }
    }

    /// One element: the given one, else an example.
    private mutating func writeElement(of key: ConfigurationKey, in position: Position) {
        let path = "\(position.path)[0]"
        let isGiven = self.values.keys.contains { $0.hasPrefix(path + ".") }
        var inner = Position(path: path, indent: position.indent + 2, lead: "- ", isExample: !isGiven)
        for member in ConfigurationKey.members(of: key.path + "[]") where member.later == nil {
            inner.path = path.member(member.name)
            self.write(member, at: inner)
            inner.lead = "  "
        }
    }

    private mutating func line(_ text: String, _ position: Position, isCommented: Bool) {
        // Inside of an element that counts, the hash stands where the key does, so that the dash is not lost.
        let isInside = isCommented && !position.isExample
        let blanks = String(repeating: " ", count: position.indent)
        self.text += blanks + (isInside ? position.lead + "#" : (isCommented ? "#" : "") + position.lead) + text + "\n"
    }

    private mutating func remark(_ key: ConfigurationKey, _ position: Position) {
        var text = key.summary
        if key.defaultText == nil, let absence = key.absence { text += " By default: \(absence)." }
        let lead = position.isExample ? "" : position.lead.replacing("-", with: " ")
        let start = String(repeating: " ", count: position.indent) + lead + "#"
        var line = start
        for word in text.replacing("`", with: "").split(separator: " ") {
            if line.count + 1 + word.count > Self.width, line != start {
                self.text += line + "\n"
                line = start
            }
            line += " " + word
        }
        self.text += line + "\n"
    }
}

extension CommentedFile {
    /// What `divert check --default` prints: nothing is set, everything is said.
    package static let defaults = CommentedFile(
        remarks: [
            "Every setting of Divert with its default and what it means.",
            "",
            "A setting counts once the hash directly before it is taken away; an entry of a list needs all of its lines.",
            "divert check --config FILE --show tells what holds then, and why.",
        ], values: [:])

    /// What `divert init` writes: keys of one's own, everything else commented out.
    ///
    /// - Parameters:
    ///   - resourceID: A GUID.
    ///   - accessKeys: Base64, the primary and the secondary.
    ///   - contextKey: 32 bytes in base64.
    package static func start(resourceID: String, accessKeys: [String], contextKey: String) -> CommentedFile {
        CommentedFile(
            remarks: [
                "The configuration of Divert, made by divert init. It holds secret keys: keep it to yourself.",
                "",
                "A setting counts once the hash directly before it is taken away; an entry of a list needs all of its",
                "lines. divert check --config FILE --show tells what holds then, and why.",
            ],
            values: [
                "resources[0].name": "local", "resources[0].id": resourceID,
                "resources[0].hosts": "localhost,127.0.0.1",
                "resources[0].accessKeys": accessKeys.joined(separator: ","), "calls.contextKeys": contextKey,
            ])
    }
}
