import Foundation

/// A run of the program that is expected to end by itself.
struct DivertRun: Sendable {
    let status: Int32
    /// Standard output and standard error.
    let output: String
    let errors: String

    /// Runs it in a folder and waits for its end.
    init(_ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:]) async throws {
        let child = try ChildProcess(
            Surroundings.server, arguments, environment: Surroundings.childEnvironment.merging(environment) { $1 },
            folder: folder.url)
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
