package import ArgumentParser

/// Why a verb did not do what it was asked for, in words for the person at the terminal.
///
///     divert redirect: 404 8522: Call not found: it does not ring any more.
///       Which calls there are and what became of them: divert calls
package struct CommandFailure: Error, Hashable, Sendable {
    /// What went wrong, in one line without the verb and without any secret.
    package let message: String
    /// What to do next; nil where the message says it.
    package let advice: String?
    /// How the process ends.
    package let status: ExitCode

    package init(_ message: String, advice: String? = nil, status: ExitCode = ExitStatus.failed) {
        self.message = message
        self.advice = advice
        self.status = status
    }

    /// The lines for standard error.
    ///
    /// - Parameter command: The words that were typed, `divert calls show`.
    package func text(for command: String) -> String {
        let lines = ["\(command): \(self.message.printable)"]
        let advice = self.advice.map { $0.split(separator: "\n").map { "  \(String($0).printable)" } } ?? []
        return (lines + advice).joined(separator: "\n")
    }
}
