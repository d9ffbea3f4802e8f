import DataFolder
import Foundation
import UserTokens

/// The keys of a data folder, read without its lock: its server may be running.
enum TokenKeyFile {
    /// Nil where there are none, or none that we may read.
    static func ring(in folder: String) async -> SigningKeyRing? {
        guard let bytes = FileManager.default.contents(atPath: DataFolderPaths(folder: folder).tokenKeys) else {
            return nil
        }
        return await SigningKeyRing(fileContent: Array(bytes))
    }
}
