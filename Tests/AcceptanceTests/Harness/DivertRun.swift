import Foundation

/// A run of the program that is expected to end by itself.
package struct DivertRun: Sendable {
    package let status: Int32
    /// Standard output and standard error.
    package let output: String
    package let errors: String

    /// Runs it in a folder and waits for its end.
    ///
    /// - Parameter input: what it reads from standard input; nothing when nil.
    package init(
        _ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:], input: String? = nil
    ) async throws {
        let run = try await CommandRun(
            [Surroundings.server.path] + arguments, in: folder.url,
            environment: Surroundings.childEnvironment.merging(environment) { $1 }, input: input,
            within: .seconds(50))
        status = run.status
        output = run.output
        errors = run.errors
    }
}
