/// Where the signing keys of an issuer are published.
package protocol KeySetSource: Sendable {
    /// The key set as it is at the moment, at most `WebKeySet.lengthLimit` bytes.
    ///
    /// Throws a `KeySetSourceError` when it cannot be had.
    func fetch() async throws -> [UInt8]
}

/// Why a key set cannot be had, in one line for the log.
package struct KeySetSourceError: Error, Sendable, Hashable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
