package import Foundation

/// A folder of one test.
package struct TemporaryFolder: Sendable {
    package let url: URL

    package init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "divert-test-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    package func file(_ name: String) -> URL {
        url.appending(path: name)
    }

    package func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: file(name))
    }

    package func text(of name: String) -> String {
        (try? String(contentsOf: file(name), encoding: .utf8)) ?? ""
    }

    package func remove() {
        try? FileManager.default.removeItem(at: url)
    }
}

/// Runs a test with a folder of its own.
package func withFolder(_ test: (TemporaryFolder) async throws -> Void) async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try await test(folder)
}
