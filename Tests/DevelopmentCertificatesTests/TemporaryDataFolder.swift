import DataFolder
import Foundation

/// A data folder for one test, gone with its last reference.
final class TemporaryDataFolder: Sendable {
    let folder: DataFolder

    init() throws {
        self.folder = try DataFolder(
            at: FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path)
    }

    deinit { try? FileManager.default.removeItem(atPath: self.folder.paths.folder) }

    func text(of name: String) throws -> String {
        String(decoding: try self.folder.contents(of: name, isSecret: false) ?? [], as: UTF8.self)
    }

    func write(_ text: String, as name: String) throws {
        try self.folder.store(Array(text.utf8), as: name, isSecret: name.hasSuffix(".key"))
    }
}

/// Numbers that are the same in every run (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { self.state = seed }

    mutating func next() -> UInt64 {
        self.state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = self.state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
