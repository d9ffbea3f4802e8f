package import Foundation

/// Where the tests find what they run.
package enum Surroundings {
    private static let environment = ProcessInfo.processInfo.environment

    /// The folder of the acceptance tests, for scripts and scenarios.
    package static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

    /// The server: `DIVERT_BINARY`, else what `make build` made.
    package static let server =
        environment["DIVERT_BINARY"].map { URL(filePath: $0) } ?? package.appending(path: ".build/release/divert")

    /// The Python of the tests' virtual environment: `DIVERT_PYTHON`, which `make test` sets.
    package static let python =
        environment["DIVERT_PYTHON"].map { URL(filePath: $0) } ?? URL(filePath: "/usr/bin/python3")

    /// Finds a program by its name: the first argument.
    package static let search = URL(filePath: "/usr/bin/env")

    /// What a child process is given: no `DIVERT_` variable may reach a server by accident.
    package static let childEnvironment = environment.filter { !$0.key.hasPrefix("DIVERT_") }.merging([
        "PYTHONUNBUFFERED": "1"
    ]) { $1 }

    package static let exampleRequest = tests.deletingLastPathComponent().appending(
        path: "Fixtures/redirect-example.json")

    package static let examples = package.appending(path: "examples")

    /// The repository's folder.
    package static let package = tests.deletingLastPathComponent().deletingLastPathComponent()
}
