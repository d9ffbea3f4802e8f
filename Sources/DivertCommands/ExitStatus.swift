package import ArgumentParser

/// The exit statuses of every verb; 0 is done.
package enum ExitStatus {
    /// Refused or failed; the line on standard error says why.
    package static let failed = ExitCode(1)
    /// Something unexpected.
    package static let unexpected = ExitCode(2)
    /// Wrong usage: an unknown flag, flags that contradict each other, a value that cannot be.
    package static let usage = ExitCode(64)
    /// The configuration cannot be used.
    package static let configuration = ExitCode(78)
}
