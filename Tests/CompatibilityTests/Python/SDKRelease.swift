import AcceptanceHarness
import Foundation

/// A stable release of `azure-communication-callautomation`, in a virtual environment of its own.
enum SDKRelease: String, CaseIterable, Comparable, Sendable {
    /// The first, of api-version 2023-03-06.
    case oldest = "1.0.0"
    /// Of api-version 2024-09-15.
    case middle = "1.3.0"
    /// Of api-version 2026-03-12.
    case newest = "1.6.0"

    /// Its Python. `make test` makes the environments before the tests begin.
    func python() async throws -> URL {
        guard self != .newest else { return Surroundings.python }
        let package = Surroundings.package
        let requirements = package.appending(path: "Tests/CompatibilityTests/Environments/sdk-\(rawValue).txt")
        let folder = try await CommandRun(
            [package.appending(path: "Scripts/python-environment").path, requirements.path], in: package,
            environment: ProcessInfo.processInfo.environment, within: .seconds(100)
        ).succeeded()
        return URL(filePath: folder).appending(path: "bin/python")
    }

    static func < (one: SDKRelease, other: SDKRelease) -> Bool {
        one.rawValue.compare(other.rawValue, options: .numeric) == .orderedAscending
    }
}
