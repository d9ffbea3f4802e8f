/// The parts of docs/configuration.md that are made of the table of keys, in Markdown.
package enum ConfigurationReference {
    /// Every key that is served: a heading for each, what it means, what it takes, and how else it can be given.
    package static var keys: String {
        ConfigurationKey.all.filter { $0.later == nil }.map(self.entry).joined(separator: "\n\n")
    }

    /// The flags and variables that stand for lists of sections.
    package static var shortForms: String {
        let rows = ShortForm.allCases.map { form in
            "| `\(form.flagName)` | `\(form.environmentName)` | \(form.summary) |"
        }
        return (["| Flag | Variable | Stands for |", "|---|---|---|"] + rows).joined(separator: "\n")
    }

    /// What the contract names and this version refuses.
    package static var later: String {
        var rows: [String] = []
        for key in ConfigurationKey.all {
            if let later = key.later, ConfigurationKey.at(key.path.parentPath)?.later == nil {
                rows.append("- `\(key.path)`: \(later)")
            } else if case .choice(_, let words) = key.type, !words.isEmpty {
                rows.append("- `\(key.path)`: \(words.map { "`\($0)`" }.joined(separator: " and "))")
            }
        }
        return rows.joined(separator: "\n")
    }

    private static func entry(_ key: ConfigurationKey) -> String {
        let isTop = !key.path.contains(".")
        let parts = [key.summary] + [self.facts(key)].filter { !$0.isEmpty }
        return (["\(isTop ? "###" : "####") `\(key.path)`"] + parts).joined(separator: "\n\n")
    }

    /// What stands under the meaning: type and default, then flag and variable.
    private static func facts(_ key: ConfigurationKey) -> String {
        var facts: [String] = []
        switch key.type {
        case .section: return ""
        case .sections: facts.append("A list of sections, in the file only")
        case .sectionOrOff, .integer, .boolean, .choice, .text, .texts, .textOrTexts:
            facts.append(self.sentenceCase(key.type.documentation))
        }
        if let text = key.defaultText {
            facts.append(text.isEmpty ? "empty by default" : "default `\(text.replacing(",", with: ", "))`")
        } else if let absence = key.absence {
            facts.append("by default: \(absence)")
        } else if key.type != .sectionOrOff {
            facts.append("required")
        }
        if key.isSecret { facts.append("secret, never printed") }
        if key.isURL { facts.append("user and query are never printed") }
        var lines = [facts.joined(separator: " · ")]
        if let flag = key.flagName, let variable = key.environmentName { lines.append("`\(flag)` · `\(variable)`") }
        return lines.joined(separator: "\\\n")
    }

    private static func sentenceCase(_ text: String) -> String {
        // A word with a colon is no word but code.
        guard text.prefix(while: { $0 != " " }).allSatisfy(\.isLetter) else { return text }
        return text.prefix(1).uppercased() + text.dropFirst()
    }
}
