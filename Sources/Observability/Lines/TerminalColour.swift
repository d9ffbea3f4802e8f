import Foundation

/// Whether standard error is a terminal that wants colour (https://no-color.org).
package enum TerminalColour {
    package static func isWanted(environment: [String: String]) -> Bool {
        self.isWanted(isTerminal: isatty(STDERR_FILENO) == 1, environment: environment)
    }

    package static func isWanted(isTerminal: Bool, environment: [String: String]) -> Bool {
        isTerminal && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
    }
}
