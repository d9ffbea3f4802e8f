import Foundation

/// A data folder in use by this process, and by no other (D11).
///
/// Whoever has a value of this class holds the folder's lock: a second server in the same folder is refused. The lock
/// is the operating system's, on the file `lock`, and ends with the process however that ends, or with the last
/// reference. What is read and stored here is on disk, file and folder, when the call returns.
package final class DataFolder: Sendable {
    package let paths: DataFolderPaths
    private let lockDescriptor: Int32

    /// Makes the folder where it is missing (mode 0700, with the folders above it) and locks it.
    ///
    /// - Parameter folder: Its path, from the working folder or the root.
    /// - Throws: `.inUse` when another server has it, `.notAFolder`, `.notPermitted`, `.diskFull`.
    package init(at folder: String) throws(DataFolderError) {
        self.paths = DataFolderPaths(folder: folder)
        try Self.make(folder)
        self.lockDescriptor = try Self.lock(self.paths)
    }

    deinit {
        // A program that is just being started may have a copy of the descriptor, which closing ours would leave locked.
        flock(self.lockDescriptor, LOCK_UN)
        close(self.lockDescriptor)
    }

    /// The content of a file in the folder; nil when there is none.
    ///
    /// Content that an interrupted start left behind is synced before anybody relies on it. Files with `isSecret` get
    /// mode 0600 if they have more and we may change it.
    package func contents(of name: String, isSecret: Bool) throws(DataFolderError) -> [UInt8]? {
        let path = self.paths.path(of: name)
        do throws(SystemError) {
            let file = try OpenFile(path, O_RDONLY)
            if isSecret { fchmod(file.descriptor, 0o600) }
            let bytes = try file.readAll()
            try file.sync()
            try OpenFile.syncFolder(self.paths.folder)
            return bytes
        } catch {
            if error.number == ENOENT { return nil }
            throw DataFolderError(systemError: error.number, path: path, attempt: "read")
        }
    }

    /// Puts a file into the folder, in one step: after a crash there is the old content or the new, never a part.
    ///
    /// - Parameter isSecret: Mode 0600 instead of 0644.
    package func store(_ bytes: [UInt8], as name: String, isSecret: Bool) throws(DataFolderError) {
        let path = self.paths.path(of: name)
        let draft = self.paths.path(of: ".\(name).new")
        do throws(SystemError) {
            unlink(draft)
            let file = try OpenFile(draft, O_WRONLY | O_CREAT | O_EXCL, mode: isSecret ? 0o600 : 0o644)
            try file.writeAll(bytes)
            try file.sync()
            guard rename(draft, path) == 0 else { throw SystemError.last }
            try OpenFile.syncFolder(self.paths.folder)
        } catch {
            unlink(draft)
            throw DataFolderError(systemError: error.number, path: path, attempt: "written")
        }
    }

    /// The keys that seal contexts: those in `context.keys`, else one made now and stored first.
    ///
    /// - Parameter random: So many unpredictable bytes.
    /// - Throws: `.corruptFile` rather than replacing keys that cannot be read, since contexts out there depend on them.
    package func contextKeys(random: (_ count: Int) -> [UInt8]) throws(DataFolderError) -> KeyFile {
        let path = self.paths.contextKeys
        if let bytes = try self.contents(of: "context.keys", isSecret: true) {
            return try KeyFile(bytes: bytes, path: path)
        }
        guard let made = KeyFile(keys: [random(KeyFile.keyLength)]) else {
            throw DataFolderError(.system, path: path, reason: "cannot be made: no random bytes")
        }
        try self.store(made.bytes, as: "context.keys", isSecret: true)
        return made
    }
}

extension DataFolder {
    private static func make(_ folder: String) throws(DataFolderError) {
        let isPresent = try self.isFolder(folder)
        if !isPresent {
            let parent = self.parent(of: folder)
            if let parent { try self.make(parent) }
            if mkdir(folder, 0o700) != 0, errno != EEXIST {
                throw DataFolderError(systemError: errno, path: folder, attempt: "made")
            }
            // On disk as an entry of the folder above; where that may not be opened, its owner's care.
            try? OpenFile.syncFolder(parent ?? ".")
        }
    }

    /// Whether there is a folder. Throws `.notAFolder` when there is something else.
    static func isFolder(_ path: String) throws(DataFolderError) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else {
            if errno == ENOENT { return false }
            if errno == ENOTDIR {
                throw DataFolderError(
                    .notAFolder, path: path, reason: "expected a folder, found a file on the way to it")
            }
            throw DataFolderError(systemError: errno, path: path, attempt: "used")
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw DataFolderError(.notAFolder, path: path, reason: "expected a folder, found a file")
        }
        return true
    }

    /// `a/b` of `a/b/c`; nil for `c` and for the root.
    static func parent(of path: String) -> String? {
        var path = path[...]
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        guard let slash = path.lastIndex(of: "/"), path.count > 1 else { return nil }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Locks the folder for as long as the returned descriptor is open.
    private static func lock(_ paths: DataFolderPaths) throws(DataFolderError) -> Int32 {
        let descriptor = open(paths.lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw DataFolderError(systemError: errno, path: paths.folder, attempt: "written")
        }
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let number = errno
            if number == EINTR { continue }
            close(descriptor)
            guard number == EWOULDBLOCK else {
                throw DataFolderError(systemError: number, path: paths.lock, attempt: "locked")
            }
            throw DataFolderError(
                .inUse, path: paths.folder,
                reason: "another server uses this data folder\(self.holder(of: paths)); name another with --data")
        }
        // Only for people who wonder who it is; the lock does not depend on it.
        let holder = Array("\(getpid())\n".utf8)
        if ftruncate(descriptor, 0) == 0 { _ = pwrite(descriptor, holder, holder.count, 0) }
        return descriptor
    }

    private static func holder(of paths: DataFolderPaths) -> String {
        guard let bytes = try? OpenFile(paths.lock, O_RDONLY).readAll(), bytes.count < 32,
            let process = Int(String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
        else { return "" }
        return " (process \(process))"
    }
}
