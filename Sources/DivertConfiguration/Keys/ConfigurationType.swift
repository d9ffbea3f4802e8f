/// What may stand behind a key.
enum ConfigurationType: Sendable, Hashable {
    /// A mapping of further keys.
    case section
    /// A mapping of further keys, or the word `off` (`on` undoes an `off` of a weaker source).
    case sectionOrOff
    /// A list of mappings; only the file can give one.
    case sections
    /// A whole number. The noun says what it counts: "a port", "a number of seconds".
    case integer(ClosedRange<Int>, noun: String)
    case boolean
    /// One of a few words; those in `later` belong to the contract but are not served yet.
    case choice([String], later: [String] = [])
    /// Text of the shape that the phrase describes: "a GUID".
    case text(String)
    /// A list of such texts.
    case texts(String)
    /// Such a text, or a list of them.
    case textOrTexts(String)
}

extension ConfigurationType {
    /// A scalar or a list of scalars: what a variable or a flag can carry.
    var fitsOneArgument: Bool {
        switch self {
        case .integer, .boolean, .choice, .text, .texts, .textOrTexts, .sectionOrOff: return true
        case .section, .sections: return false
        }
    }

    /// What an error line says was expected.
    var expectation: String {
        switch self {
        case .section: return "a section of keys"
        case .sectionOrOff: return "off or a section of keys"
        case .sections: return "a list of sections"
        case .integer(let range, let noun): return "\(noun) from \(range.lowerBound) to \(range.upperBound)"
        case .boolean: return "true or false"
        case .choice(let words, let later):
            let all = words + later
            guard let last = all.last, all.count > 1 else { return all.joined() }
            return all.dropLast().joined(separator: ", ") + " or " + last
        case .text(let phrase): return phrase
        case .texts(let phrase): return "a list (each item \(phrase))"
        case .textOrTexts(let phrase): return phrase + " or a list of such"
        }
    }

    /// The same for one item of a list.
    var itemExpectation: String {
        switch self {
        case .texts(let phrase), .textOrTexts(let phrase): return phrase
        case .sections: return "a section of keys"
        case .section, .sectionOrOff, .integer, .boolean, .choice, .text: return self.expectation
        }
    }

    /// The same for the reference page, in Markdown.
    var documentation: String {
        switch self {
        case .section, .sections, .integer, .boolean: return self.expectation
        case .sectionOrOff: return "`off`, or a section of keys (as a flag or variable also `on`)"
        case .choice(let words, let later):
            let quoted = words.map { "`\($0)`" }.joined(separator: ", ")
            let notYet = later.map { "`\($0)`" }.joined(separator: ", ")
            return quoted + (later.isEmpty ? "" : " (not built yet: \(notYet))")
        case .text(let phrase): return phrase.replacing("*", with: "\\*")
        case .textOrTexts: return self.expectation
        case .texts(let phrase): return "a list, each item \(phrase.replacing("*", with: "\\*"))"
        }
    }
}
