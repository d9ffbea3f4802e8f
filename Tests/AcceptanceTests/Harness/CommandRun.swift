package import Foundation

/// A run of any program that is expected to end by itself.
///
/// What it says goes to files: the end of a pipe can be in the hands of another program that is started at the same
/// moment, and is then not seen until that one ends.
package struct CommandRun: Sendable {
    package let status: Int32
    /// Standard output and standard error, without the last line's end.
    package let output: String
    package let errors: String

    /// Runs it in a folder and waits for its end.
    ///
    /// - Parameter command: a name that is looked for in the usual places, or a path, and the arguments.
    package init(
        _ command: [String], in folder: URL, environment: [String: String] = Surroundings.childEnvironment,
        input: String? = nil, within limit: Duration = .seconds(30)
    ) async throws {
        let said = try TemporaryFolder()
        defer { said.remove() }
        let process = Process()
        process.executableURL = Surroundings.search
        process.arguments = command
        process.environment = environment
        process.currentDirectoryURL = folder
        let files = [
            try input.map { try Self.file("input", of: $0 + "\n", in: said) } ?? .nullDevice,
            try Self.newFile("output", in: said), try Self.newFile("errors", in: said),
        ]
        // The process has its own; Foundation would keep these open as long as it remembers the process.
        defer { for file in files where file !== FileHandle.nullDevice { try? file.close() } }
        process.standardInput = files[0]
        process.standardOutput = files[1]
        process.standardError = files[2]
        let exits = Inbox<Int32>()
        process.terminationHandler = { ended in
            let status = ended.terminationReason == .exit ? ended.terminationStatus : -ended.terminationStatus
            Task { await exits.put(status) }
        }
        try process.start()
        do {
            status = try await exits.expect("The end of \(command.joined(separator: " "))", within: limit)
        } catch {
            kill(process.processIdentifier, SIGKILL)
            throw error
        }
        output = Self.text("output", in: said)
        errors = Self.text("errors", in: said)
    }

    /// Its standard output, of a run that must succeed.
    package func succeeded() throws -> String {
        guard status == 0 else { throw CommandFailed(status: status, output: output, errors: errors) }
        return output
    }

    /// Whether the machine has a program of this name.
    package static func isInstalled(_ name: String) -> Bool {
        ["/usr/bin", "/usr/sbin", "/bin", "/sbin"].contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/\(name)")
        }
    }

    private static func newFile(_ name: String, in folder: TemporaryFolder) throws -> FileHandle {
        try folder.write("", to: name)
        return try FileHandle(forWritingTo: folder.file(name))
    }

    private static func file(_ name: String, of text: String, in folder: TemporaryFolder) throws -> FileHandle {
        try folder.write(text, to: name)
        return try FileHandle(forReadingFrom: folder.file(name))
    }

    private static func text(_ name: String, in folder: TemporaryFolder) -> String {
        let text = folder.text(of: name)
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }
}

package struct CommandFailed: Error {
    package let status: Int32
    package let output: String
    package let errors: String
}
