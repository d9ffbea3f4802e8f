package import CallAutomationModel
package import WebTokens

/// The keys that sign user access tokens, the newest first: it signs, all of them are believed.
package struct SigningKeyRing: Sendable {
    /// How many keys are kept when a new one comes. Tokens live for a day at most, so that keys may be changed every few
    /// hours and no token becomes void before its time.
    package static let limit = 4

    package let keys: [SigningKey]

    /// The keys in this order; what is beyond the limit is left out.
    package init(_ keys: [SigningKey]) {
        self.keys = Array(keys.prefix(Self.limit))
    }

    /// The key with this id, as far as others know it.
    package func publicKey(_ id: String) -> SignatureKey? {
        self.keys.first { $0.id == id }?.publicKey
    }

    /// The ring with a new key in front.
    package func adding(_ key: SigningKey) -> SigningKeyRing {
        SigningKeyRing([key] + self.keys)
    }

    /// The public keys as a JSON Web Key Set (RFC 7517 §5).
    package func keySet() -> JSONText {
        var text = JSONText(capacity: 512 * (self.keys.count + 1))
        text.object { text in
            text.name("keys")
            text.array { text in
                for key in self.keys { key.write(to: &text) }
            }
        }
        return text
    }
}
