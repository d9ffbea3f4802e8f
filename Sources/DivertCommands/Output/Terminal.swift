import Foundation

/// What standard output leads to: colours are for terminals alone, and not where `NO_COLOR` is set (no-color.org) or
/// the terminal is a dumb one.
package struct Terminal: Sendable, Hashable {
    /// How text is set off, in the codes of ECMA-48 §8.3.117.
    package enum Style: String, Sendable {
        case bold = "1"
        case faint = "2"
        case red = "31"
        case green = "32"
        case yellow = "33"
    }

    private let hasColours: Bool

    private init(hasColours: Bool) {
        self.hasColours = hasColours
    }

    /// No terminal: text stays as it is.
    package static let plain = Terminal(hasColours: false)

    /// - Parameters:
    ///   - isTerminal: Whether somebody looks at the output.
    ///   - environment: All variables.
    package init(isTerminal: Bool, environment: [String: String]) {
        let isUnwanted = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        self.init(hasColours: isTerminal && !isUnwanted && environment["TERM"] != "dumb")
    }

    /// Standard output as it is now.
    static var output: Terminal {
        Terminal(isTerminal: isatty(STDOUT_FILENO) == 1, environment: ProcessInfo.processInfo.environment)
    }

    /// The text in a style, where there are styles.
    package func paint(_ text: String, _ style: Style?) -> String {
        guard self.hasColours, let style, !text.isEmpty else { return text }
        return "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m"
    }
}
