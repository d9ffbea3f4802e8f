import ArgumentParser

/// The exit statuses of every verb.
enum ExitStatus {
    /// Refused or failed; the line on standard error says why.
    static let failed = ExitCode(1)
    /// Something unexpected.
    static let unexpected = ExitCode(2)
    /// The configuration cannot be used.
    static let configuration = ExitCode(78)
}
