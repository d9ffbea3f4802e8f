import Foundation

/// A run of any program of the machine that is expected to end by itself.
struct CommandRun: Sendable {
    let status: Int32
    /// Standard output and standard error.
    let output: String
    let errors: String

    /// Runs it in a folder and waits for its end.
    ///
    /// - Parameter command: a name that is looked for in the usual places, or a path, and the arguments.
    init(
        _ command: [String], in folder: URL, environment: [String: String] = Surroundings.childEnvironment,
        within limit: Duration = .seconds(30)
    ) async throws {
        let child = try ChildProcess(Surroundings.search, command, environment: environment, folder: folder)
        do {
            status = try await child.exitStatus(within: limit)
        } catch {
            await child.end()
            throw error
        }
        output = await child.output.all.joined(separator: "\n")
        errors = await child.errors.all.joined(separator: "\n")
    }

    /// Its standard output, of a run that must succeed.
    func succeeded() throws -> String {
        guard status == 0 else { throw CommandFailed(status: status, output: output, errors: errors) }
        return output
    }

    /// Whether the machine has a program of this name.
    static func isInstalled(_ name: String) -> Bool {
        ["/usr/bin", "/usr/sbin", "/bin", "/sbin"].contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/\(name)")
        }
    }
}

struct CommandFailed: Error {
    let status: Int32
    let output: String
    let errors: String
}
