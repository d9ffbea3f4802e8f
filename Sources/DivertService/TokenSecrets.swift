import DataFolder
import UserTokens

/// The keys that sign user access tokens, kept in `tokens.key`.
enum TokenSecrets {
    private static let file = "tokens.key"

    /// The keys of the folder. Without the file there are none until the first token is issued.
    ///
    /// - Throws: `.corruptFile` rather than replacing keys that cannot be read, since tokens out there depend on them.
    static func keeper(in folder: DataFolder) async throws(DataFolderError) -> SigningKeyKeeper {
        var ring = SigningKeyRing([])
        if let content = try folder.contents(of: self.file, isSecret: true) {
            ring = try await self.ring(content, path: folder.paths.tokenKeys)
        }
        return SigningKeyKeeper(ring) { ring in
            try folder.store(ring.fileContent, as: self.file, isSecret: true)
        }
    }

    /// What the file holds.
    static func ring(_ content: [UInt8], path: String) async throws(DataFolderError) -> SigningKeyRing {
        guard let ring = await SigningKeyRing(fileContent: content) else {
            throw DataFolderError(
                .corruptFile, path: path,
                reason:
                    "expected RSA keys of at least 2048 bits in PEM form, found something else; restore the file, or "
                    + "remove it to have a key made (tokens issued before are then void)")
        }
        return ring
    }
}
