import DataFolder
import Foundation
import Testing

@Suite("The data folder")
struct DataFolderTests {
    private let temporary: TemporaryFolder

    init() throws { self.temporary = try TemporaryFolder() }

    private func refusal(_ body: () throws -> Void) -> DataFolderError? {
        do {
            try body()
            return nil
        } catch {
            return error as? DataFolderError
        }
    }

    @Test("It is made with the folders above it, for its owner only")
    func made() throws {
        let path = self.temporary("a/b/data")
        let folder = try DataFolder(at: path)
        #expect(try TemporaryFolder.mode(of: path) == 0o700)
        #expect(try TemporaryFolder.mode(of: folder.paths.lock) == 0o600)
        #expect(folder.paths.database == path + "/divert.db")
    }

    @Test("A trailing slash is the same folder")
    func trailingSlash() throws {
        let folder = try DataFolder(at: self.temporary("data/"))
        #expect(folder.paths.contextKeys == self.temporary("data/context.keys"))
    }

    @Test("D11: a second server is refused and told who is there; when the first is gone it may start")
    func lock() throws {
        let path = self.temporary("data")
        var first: DataFolder? = try DataFolder(at: path)
        #expect(first?.paths.folder == path)
        let error = self.refusal { _ = try DataFolder(at: path) }
        #expect(error?.code == .inUse)
        #expect(
            error?.description
                == "\(path): another server uses this data folder (process \(getpid())); name another with --data")
        first = nil
        #expect(self.refusal { _ = try DataFolder(at: path) } == nil)
    }

    @Test("A file in its place is refused, also further up")
    func notAFolder() throws {
        try TemporaryFolder.write("", to: self.temporary("file"))
        let inPlace = self.refusal { _ = try DataFolder(at: self.temporary("file")) }
        #expect(inPlace?.code == .notAFolder)
        #expect(inPlace?.description == "\(self.temporary("file")): expected a folder, found a file")
        #expect(self.refusal { _ = try DataFolder(at: self.temporary("file/data")) }?.code == .notAFolder)
    }

    @Test(
        "A folder that may not be written is refused by name", .enabled(if: geteuid() != 0, "root may write anywhere"))
    func notPermitted() throws {
        let path = self.temporary("data")
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o500])
        let error = self.refusal { _ = try DataFolder(at: path) }
        #expect(error?.code == .notPermitted)
        #expect(error?.description == "\(path): cannot be written: Permission denied")
    }

    @Test(
        "What the operating system reports becomes a code and a sentence",
        arguments: [
            (ENOSPC, DataFolderError.Code.diskFull, "No space left on device"),
            (EDQUOT, .diskFull, "Disk quota exceeded"),
            (EROFS, .notPermitted, "Read-only file system"),
            (EACCES, .notPermitted, "Permission denied"),
            (EIO, .system, "Input/output error"),
        ])
    func systemErrors(number: Int32, code: DataFolderError.Code, text: String) {
        let error = DataFolderError(systemError: number, path: "divert-data/x", attempt: "written")
        #expect(error.code == code)
        #expect(error.description == "divert-data/x: cannot be written: \(text)")
    }

    @Test("What cannot be stored leaves neither a part nor a draft")
    func notStored() throws {
        let folder = try DataFolder(at: self.temporary("data"))
        try folder.store(Array("old".utf8), as: "file", isSecret: false)
        let error = self.refusal { try folder.store([1], as: "no/such", isSecret: false) }
        #expect(error?.code == .system)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.paths.folder).sorted() == ["file", "lock"])
    }

    @Test("Files are replaced whole; secrets are for their owner only")
    func store() throws {
        let folder = try DataFolder(at: self.temporary("data"))
        #expect(try folder.contents(of: "file", isSecret: false) == nil)
        try folder.store(Array("first, longer".utf8), as: "file", isSecret: false)
        try folder.store(Array("second".utf8), as: "file", isSecret: true)
        #expect(try folder.contents(of: "file", isSecret: true) == Array("second".utf8))
        #expect(try TemporaryFolder.mode(of: folder.paths.path(of: "file")) == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.paths.folder).sorted() == ["file", "lock"])
    }

    @Test("The draft of an interrupted start does not stand in the way")
    func leftOverDraft() throws {
        let folder = try DataFolder(at: self.temporary("data"))
        try TemporaryFolder.write("half", to: folder.paths.path(of: ".file.new"), mode: 0o644)
        try folder.store(Array("whole".utf8), as: "file", isSecret: true)
        #expect(try TemporaryFolder.text(of: folder.paths.path(of: "file")) == "whole")
        #expect(try TemporaryFolder.mode(of: folder.paths.path(of: "file")) == 0o600)
    }

    @Test("A secret that others may read is theirs no longer")
    func tightened() throws {
        let folder = try DataFolder(at: self.temporary("data"))
        let path = folder.paths.path(of: "file")
        try TemporaryFolder.write("secret", to: path, mode: 0o644)
        _ = try folder.contents(of: "file", isSecret: true)
        #expect(try TemporaryFolder.mode(of: path) == 0o600)
    }
}
