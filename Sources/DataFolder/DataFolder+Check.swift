import Foundation

extension DataFolder {
    /// Whether a server could use a folder, as far as that can be seen without making or locking anything: it is a
    /// folder that may be written to, or could be made, and its keys for contexts can be read.
    ///
    /// Another server in the folder is no reason to refuse: who checks a configuration may have it running.
    ///
    /// - Parameter readsContextKeys: False when the keys are configured and `context.keys` is not needed.
    /// - Throws: What `init(at:)` and `contextKeys(random:)` would.
    package static func check(_ folder: String, readsContextKeys: Bool) throws(DataFolderError) {
        guard try self.isFolder(folder) else {
            let parent = try self.nearestFolder(above: folder)
            guard access(parent, W_OK | X_OK) == 0 else {
                throw DataFolderError(systemError: errno, path: folder, attempt: "made")
            }
            return
        }
        guard access(folder, R_OK | W_OK | X_OK) == 0 else {
            throw DataFolderError(systemError: errno, path: folder, attempt: "written")
        }
        guard readsContextKeys else { return }
        let path = DataFolderPaths(folder: folder).contextKeys
        if let bytes = try self.contents(ofFileAt: path) { _ = try KeyFile(bytes: bytes, path: path) }
    }

    /// The content of a file as it is now, whoever has the folder's lock; nil when there is none. Nothing is synced, and no
    /// mode changed.
    package static func contents(ofFileAt path: String) throws(DataFolderError) -> [UInt8]? {
        do throws(SystemError) {
            return try OpenFile(path, O_RDONLY).readAll()
        } catch {
            if error.number == ENOENT { return nil }
            throw DataFolderError(systemError: error.number, path: path, attempt: "read")
        }
    }

    private static func nearestFolder(above folder: String) throws(DataFolderError) -> String {
        var folder = folder
        while let parent = self.parent(of: folder) {
            if try self.isFolder(parent) { return parent }
            folder = parent
        }
        return "."
    }
}
