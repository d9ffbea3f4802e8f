import Foundation

/// A root folder that holds one program, the libraries it is linked to and `/proc`: no shell, no certificates, no
/// devices, no time zones.
struct BareRoot: Sendable {
    let url: URL

    /// Whether this machine lets a test make one: root in a container often may not mount.
    static let isAvailable: Bool = {
        guard geteuid() == 0, let folder = try? TemporaryFolder() else { return false }
        defer { folder.remove() }
        let process = Process()
        process.executableURL = Surroundings.search
        process.arguments = ["unshare", "--mount", "mount", "--rbind", "/proc", folder.url.path]
        process.standardError = FileHandle.nullDevice
        guard (try? process.start()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    /// Puts the program into the folder, as `/divert`.
    init(of program: URL, at url: URL) async throws {
        self.url = url
        try put(program, at: "divert")
        for library in try await Self.libraries(of: program) {
            try put(library, at: library.path)
        }
        for name in ["data", "proc"] {
            try FileManager.default.createDirectory(at: url.appending(path: name), withIntermediateDirectories: true)
        }
    }

    /// The command that runs the program there.
    func command(_ arguments: [String]) -> [String] {
        let script = #"mount --rbind /proc "$0/proc" && exec chroot "$0" /divert "$@""#
        return ["unshare", "--mount", "sh", "-c", script, url.path] + arguments
    }

    /// The shared libraries that the loader would load, the loader among them.
    static func libraries(of program: URL) async throws -> [URL] {
        let lines = try await CommandRun(["ldd", program.path], in: program.deletingLastPathComponent()).succeeded()
        return lines.split(separator: "\n").compactMap { line in
            line.split(whereSeparator: \.isWhitespace).first { $0.hasPrefix("/") }.map { URL(filePath: String($0)) }
        }
    }

    private func put(_ file: URL, at path: String) throws {
        let destination = url.appending(path: path)
        try FileManager.default.createDirectory(
            at: destination.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: file.resolvingSymlinksInPath(), to: destination)
    }
}
