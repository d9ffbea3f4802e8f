import Foundation

/// A run of the program that is expected to end by itself.
struct DivertRun: Sendable {
    let status: Int32
    /// Standard output and standard error.
    let output: String
    let errors: String

    /// Runs it in a folder and waits for its end.
    ///
    /// - Parameter input: what it reads from standard input, up to the end; nil leaves that open, as a terminal does.
    init(
        _ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:], input: String? = nil
    ) async throws {
        let child = try ChildProcess(
            Surroundings.server, arguments, environment: Surroundings.childEnvironment.merging(environment) { $1 },
            folder: folder.url)
        if let input {
            try child.write(input)
            try child.endInput()
        }
        do {
            status = try await child.exitStatus(within: .seconds(20))
        } catch {
            await child.end()
            throw error
        }
        output = await child.output.all.joined(separator: "\n")
        errors = await child.errors.all.joined(separator: "\n")
    }
}
