import CallAutomationModel
import Crypto

/// A key that seals incoming call contexts: 32 bytes, and an id of 4 bytes that travels in every context so that the right
/// key is found after keys were changed.
///
/// The id is derived from the key by HMAC and tells nothing about it. Descriptions show the id alone.
package struct ContextKey: Hashable, Sendable {
    /// Bytes of a key.
    package static let length = 32

    /// The id, 4 bytes.
    package let id: [UInt8]
    let bytes: [UInt8]

    /// The key of raw bytes; nil for any count but ``length``.
    package init?(bytes: [UInt8]) {
        guard bytes.count == Self.length else { return nil }
        self.bytes = bytes
        let label = Array("divert context key id".utf8)
        let code = HMAC<SHA256>.authenticationCode(for: label, using: SymmetricKey(data: bytes))
        self.id = Array(code.prefix(4))
    }

    /// The key that a configuration file or the file of kept keys holds: Base64 of 32 bytes, standard or URL-safe
    /// alphabet, padded or not.
    package init?(base64 text: String) {
        let characters = text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "+"): UInt8(ascii: "-")
            case UInt8(ascii: "/"): UInt8(ascii: "_")
            default: byte
            }
        }
        let unpadded = characters.last == UInt8(ascii: "=") ? characters.dropLast() : characters[...]
        guard let bytes = URLSafeBase64.decode(unpadded) else { return nil }
        self.init(bytes: bytes)
    }

    /// A new key. The generator must be one for secrets.
    package static func random(using generator: inout some RandomNumberGenerator) -> Self? {
        Self(bytes: (0..<Self.length).map { _ in generator.next() })
    }

    /// The key as URL-safe Base64, for the file of kept keys. This is the secret itself.
    package var base64: String { URLSafeBase64.encode(self.bytes) }
}

extension ContextKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The id.
    package var description: String { "ContextKey(\(URLSafeBase64.encode(self.id)))" }
    /// The id.
    package var debugDescription: String { self.description }
    /// Nothing of the key.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
