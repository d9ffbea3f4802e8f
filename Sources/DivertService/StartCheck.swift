import DataFolder
package import DivertConfiguration
import Foundation

/// What can be told about a start without starting: files that would be read are read, folders looked at; no port is
/// opened, nothing is made and nothing locked.
package enum StartCheck {
    /// - Throws: The first thing that would end the start, in the words in which the start would report it.
    package static func check(_ configuration: Configuration) async throws(StartError) {
        do {
            try DataFolder.check(
                configuration.dataFolder, readsContextKeys: configuration.calls.contextKeys.isEmpty)
        } catch {
            throw StartError(.data, "\(error)")
        }
        if case .on(_, let files?) = configuration.http.tls { _ = try ServerCertificate(files) }
        try self.checkKeySets(configuration)
        try self.checkDatabase(configuration)
        try await self.checkTokenKeys(configuration)
    }

    /// The keys that sign user access tokens; before the first token there are none.
    private static func checkTokenKeys(_ configuration: Configuration) async throws(StartError) {
        let path = DataFolderPaths(folder: configuration.dataFolder).tokenKeys
        do throws(DataFolderError) {
            guard let content = try DataFolder.contents(ofFileAt: path) else { return }
            _ = try await TokenSecrets.ring(content, path: path)
        } catch {
            throw StartError(.data, "\(error)")
        }
    }

    /// Keys of Entra tokens that are in files: there must be something to read, or it is a typing error.
    static func checkKeySets(_ configuration: Configuration) throws(StartError) {
        for (index, resource) in configuration.resources.enumerated() {
            guard case .file(let path) = resource.entra?.keySet else { continue }
            do {
                _ = try ConfigurationFile.bytes(of: path)
            } catch {
                throw StartError(
                    .configuration,
                    "resources[\(index)].entra.jwks \(path): expected a readable key set, found: \(error)")
            }
        }
    }

    /// The file of the database may be missing; then its folder must be there, or be the data folder, which is made.
    private static func checkDatabase(_ configuration: Configuration) throws(StartError) {
        let path = configuration.storage.path
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
            guard !isFolder.boolValue else { throw self.refused(path, "expected a file, found a folder") }
            guard access(path, R_OK | W_OK) == 0 else {
                throw self.refused(path, "cannot be read and written: \(String(cString: strerror(errno)))")
            }
            return
        }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().standardizedFileURL.path
        guard folder != URL(fileURLWithPath: configuration.dataFolder).standardizedFileURL.path else { return }
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
            throw self.refused(path, "expected a folder for the database, found none; make it, or set storage.url")
        }
        guard access(folder, W_OK | X_OK) == 0 else {
            throw self.refused(path, "cannot be made: \(String(cString: strerror(errno)))")
        }
    }

    private static func refused(_ path: String, _ reason: String) -> StartError {
        StartError(.data, "\(path): \(reason)")
    }
}
