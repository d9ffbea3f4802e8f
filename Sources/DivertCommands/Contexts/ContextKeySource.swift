import ArgumentParser
import CallContext
import DataFolder
import DivertConfiguration
import Foundation

/// Where the keys are that open Divert's own contexts.
struct ContextKeySource: ParsableArguments {
    @Option(
        help: ArgumentHelp("The configuration of the server that sealed it.", valueName: "file"),
        completion: .file(extensions: ["yaml", "yml"]))
    var config: String?

    @Option(
        help: ArgumentHelp(
            "The data folder of that server, whose context.keys is read. (default: that of the configuration, else "
                + "divert-data)",
            valueName: "folder"),
        completion: .directory)
    var data: String?

    @Option(help: ArgumentHelp("A key, 32 bytes. May be given several times.", valueName: "base64"))
    var key: [String] = []

    func validate() throws {
        guard self.key.allSatisfy({ ContextKey(base64: $0) != nil }) else {
            throw ValidationError("--key must be 32 bytes in Base64.")
        }
    }

    /// The keys, the newest first; empty where there are none to be found without being asked for.
    ///
    /// - Throws: status 78 for a configuration that cannot be used, 1 for a named folder without keys.
    func keys() throws(CommandFailure) -> [ContextKey] {
        if !self.key.isEmpty { return self.key.compactMap(ContextKey.init(base64:)) }
        var folder = self.data
        if self.data == nil, self.config != nil || Self.hasVariables {
            let configuration = try self.configuration()
            let keys = configuration.calls.contextKeys.compactMap { ContextKey(bytes: $0.bytes) }
            if !keys.isEmpty { return keys }
            folder = configuration.dataFolder
        }
        return try self.keys(in: folder ?? "divert-data")
    }

    private static var hasVariables: Bool {
        ProcessInfo.processInfo.environment.keys.contains { $0 == "DIVERT_DATA" || $0 == "DIVERT_CALLS_CONTEXT_KEYS" }
    }

    private func configuration() throws(CommandFailure) -> Configuration {
        do {
            return try Configuration.load(file: self.config, environment: ProcessInfo.processInfo.environment)
        } catch {
            throw CommandFailure("\(error)", status: ExitStatus.configuration)
        }
    }

    /// The folder may be in use: its keys are read without its lock, and nothing is made.
    private func keys(in folder: String) throws(CommandFailure) -> [ContextKey] {
        let path = DataFolderPaths(folder: folder).contextKeys
        guard let bytes = FileManager.default.contents(atPath: path) else {
            guard self.data == nil else {
                throw CommandFailure(
                    "\(path) cannot be read", advice: "--data names the data folder of the server that sealed it.")
            }
            return []
        }
        do {
            return try KeyFile(bytes: Array(bytes), path: path).keys.compactMap { ContextKey(bytes: $0) }
        } catch {
            throw CommandFailure("\(error)")
        }
    }
}
