import CallContext
import DataFolder
import DivertConfiguration

/// The keys that seal contexts: the configured ones, else those kept in the data folder.
struct ContextSecrets: Sendable {
    let sealer: ContextSealer
    /// The newest key, of which other secrets are derived.
    let newest: [UInt8]

    /// Makes and stores a key where there is none; it is on disk before its first use (D11).
    init(_ configuration: Configuration, in folder: DataFolder) throws(DataFolderError) {
        var keys = configuration.calls.contextKeys.map(\.bytes)
        if keys.isEmpty { keys = try folder.contextKeys(random: Randomness.bytes).keys }
        self.sealer = ContextSealer(keys: keys.compactMap { ContextKey(bytes: $0) })
        self.newest = keys.first ?? []
    }
}
