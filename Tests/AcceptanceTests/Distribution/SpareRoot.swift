import Foundation

/// A throw-away copy of the machine's root in which the Debian package is installed: Scripts/spare-root.
///
/// The Swift toolchain does not exist there.
enum SpareRoot {
    /// Whether this machine lets a test make one: Debian, root, and a kernel that mounts overlays for it.
    static let isAvailable: Bool = {
        guard geteuid() == 0, CommandRun.isInstalled("dpkg"), let folder = try? TemporaryFolder() else { return false }
        defer { folder.remove() }
        let attempt = """
            mount -t tmpfs tmpfs "$0" && cd "$0" && mkdir a b c \
            && mount -t overlay -o "lowerdir=/,upperdir=$0/a,workdir=$0/b" overlay c
            """
        let process = Process()
        process.executableURL = Surroundings.search
        process.arguments = ["unshare", "--mount", "sh", "-c", attempt, folder.url.path]
        process.standardError = FileHandle.nullDevice
        guard (try? process.start()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    /// The command that installs the package in a spare root and runs a shell script there.
    static func command(_ script: String, in folder: TemporaryFolder) async throws -> [String] {
        let toolchain = try await CommandRun(
            ["bash", "-c", #"dirname "$(dirname "$(realpath "$(command -v swiftc)")")""#], in: folder.url
        ).succeeded()
        let place = folder.file("spare")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        return try [
            "unshare", "--mount", Surroundings.tests.appending(path: "Scripts/spare-root").path, place.path,
            Artefacts.debianPackage().path, toolchain == "/usr" ? "/usr/lib/swift" : toolchain, "sh", "-euc", script,
        ]
    }
}
