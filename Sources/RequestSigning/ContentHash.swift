import Crypto

/// SHA-256 of a request body: what `x-ms-content-sha256` carries in Base64 (authentication.md §2.1).
public struct ContentHash: Hashable, Sendable {
    /// The 32 bytes.
    public let bytes: [UInt8]

    /// The hash of a body as it was received, to the byte.
    public init(of body: [UInt8]) {
        self.bytes = SHA256.hash(data: body).withUnsafeBytes { Array($0) }
    }

    /// The hash of a body that lies in memory.
    public init(of body: UnsafeRawBufferPointer) {
        var hash = SHA256()
        hash.update(bufferPointer: body)
        self.bytes = hash.finalize().withUnsafeBytes { Array($0) }
    }

    /// The header's value.
    public var base64: String { Base64.encode(self.bytes) }
}
