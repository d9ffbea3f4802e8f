/// One key of the configuration contract: where it stands, what it takes, what holds when nobody says anything.
///
/// The table `all` is the single source for the names of flags and variables, for what is unknown, for what is not
/// built yet, for defaults and for the words of error lines.
package struct ConfigurationKey: Sendable, Hashable {
    /// Dotted path, lists marked by brackets: `sip.peers[].name`.
    package let path: String
    let type: ConfigurationType
    /// The default as it would be written in a variable; lists by comma; nil when there is none.
    package let defaultText: String?
    /// What holds without a value, where there is no default: "made in the data folder"; nil when there is one, and for
    /// keys that must be there.
    package let absence: String?
    /// A value as it might be written, for the commented file; nil where the default is one.
    let exampleText: String?
    /// What it means, in a sentence or two.
    package let summary: String
    /// The value is a secret and is never printed.
    package let isSecret: Bool
    /// The value is a URL, of which user and query are never printed.
    let isURL: Bool
    /// What would be needed to serve it, when this version does not.
    package let later: String?

    init(
        _ path: String, _ type: ConfigurationType, default defaultText: String? = nil, absence: String? = nil,
        example exampleText: String? = nil, isSecret: Bool = false, isURL: Bool = false, later: String? = nil,
        _ summary: String
    ) {
        self.path = path
        self.type = type
        self.defaultText = defaultText
        self.absence = absence
        self.exampleText = exampleText
        self.summary = summary
        self.isSecret = isSecret
        self.isURL = isURL
        self.later = later
    }

    /// The key of a path that may carry indexes: `sip.peers[3].name` is `sip.peers[].name`, `sip.listen[1]` an item of
    /// `sip.listen`.
    static func at(_ path: String) -> ConfigurationKey? {
        let general = self.withoutIndexes(path)
        return self.byPath[general.hasSuffix("[]") ? String(general.dropLast(2)) : general]
    }

    /// The keys of a section (`http`), of the elements of a list (`sip.peers[]`) or of the top (empty), in the order of
    /// the table.
    static func members(of path: String) -> [ConfigurationKey] { self.byParent[path] ?? [] }

    /// The last part of the path: `name` of `sip.peers[].name`.
    var name: String { self.path.lastComponent }

    static func withoutIndexes(_ path: String) -> String {
        var general = ""
        var inBrackets = false
        for character in path {
            if character == "]" { inBrackets = false }
            if !inBrackets { general.append(character) }
            if character == "[" { inBrackets = true }
        }
        return general
    }

    private static let byPath: [String: ConfigurationKey] = Dictionary(
        all.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })

    private static let byParent: [String: [ConfigurationKey]] = Dictionary(grouping: all, by: { $0.path.parentPath })
}

extension ConfigurationKey {
    /// What the table's row says to a reader of documentation: "a port from 0 to 65535".
    package var expectation: String { self.type.expectation }

    /// `DIVERT_CALLS_RING_TIMEOUT_SECONDS`; nil for sections, for lists of sections and for what is inside such lists.
    package var environmentName: String? {
        guard self.fitsOneArgument else { return nil }
        return "DIVERT_" + self.words.map { $0.uppercased() }.joined(separator: "_")
    }

    /// `--calls-ring-timeout-seconds`; nil where `environmentName` is nil.
    package var flagName: String? {
        guard self.fitsOneArgument else { return nil }
        return "--" + self.words.joined(separator: "-")
    }

    private var fitsOneArgument: Bool { self.type.fitsOneArgument && !self.path.contains("[]") }

    /// The path in lower case, cut at dots and before capitals: `calls`, `ring`, `timeout`, `seconds`.
    private var words: [String] {
        var words: [String] = [""]
        for character in self.path {
            if character == "." {
                words.append("")
            } else {
                if character.isUppercase { words.append("") }
                words[words.count - 1] += character.lowercased()
            }
        }
        return words
    }
}
