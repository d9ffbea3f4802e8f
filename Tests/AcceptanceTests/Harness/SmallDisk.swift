package import Foundation

/// A file system in memory that a test can fill to the last byte. Only root can mount one.
package struct SmallDisk: Sendable {
    /// Whether this machine lets a test mount one: root in a container often may not.
    package static let isAvailable: Bool = {
        guard geteuid() == 0, let folder = try? TemporaryFolder() else { return false }
        defer { folder.remove() }
        guard (try? run("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.url.path])) == 0 else {
            return false
        }
        return (try? run("umount", [folder.url.path])) == 0
    }()

    private let point: URL
    private var filler: URL { point.appending(path: "filler") }

    /// Mounts four megabytes.
    package init(at point: URL) throws {
        self.point = point
        try FileManager.default.createDirectory(at: point, withIntermediateDirectories: true)
        guard try Self.run("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", point.path]) == 0 else {
            throw CocoaError(.fileWriteUnknown)
        }
    }

    /// Writes until nothing more fits.
    package func fill() throws {
        _ = FileManager.default.createFile(atPath: filler.path, contents: nil)
        let file = try FileHandle(forWritingTo: filler)
        defer { try? file.close() }
        for size in [1 << 16, 1 << 12, 1] {
            while (try? file.write(contentsOf: Data(count: size))) != nil {}
        }
    }

    /// Makes room again.
    package func empty() throws {
        try FileManager.default.removeItem(at: filler)
    }

    package func unmount() {
        _ = try? Self.run("umount", ["-l", point.path])
    }

    private static func run(_ command: String, _ arguments: [String]) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/\(command)")
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        try process.start()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
