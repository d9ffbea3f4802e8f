import Foundation

/// What `make dist` left in `.build/dist`.
enum Artefacts {
    static let folder = Surroundings.package.appending(path: ".build/dist")

    static func tarball() throws -> URL { try only(named: ".tar.gz") }
    static func debianPackage() throws -> URL { try only(named: ".deb") }

    /// `divert-0.1.0-linux-x86_64`: the folder inside the tarball.
    static func name() throws -> String {
        try tarball().lastPathComponent.replacing(".tar.gz", with: "")
    }

    /// The folder that was packed: for what need not be unpacked to be read.
    static func tree() throws -> URL { try folder.appending(path: name()) }

    /// Unpacks the tarball and gives the folder inside it.
    static func unpack(in folder: TemporaryFolder) async throws -> URL {
        _ = try await CommandRun(["tar", "--extract", "--file", tarball().path], in: folder.url).succeeded()
        return try folder.file(name())
    }

    private static func only(named ending: String) throws -> URL {
        let found = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        guard let file = found.first(where: { $0.lastPathComponent.hasSuffix(ending) }) else {
            throw NotMade(file: "*\(ending)")
        }
        return file
    }
}

struct NotMade: Error, CustomStringConvertible {
    let file: String

    var description: String { "There is no \(file) in .build/dist: run 'make dist' first, as 'make test' does" }
}
