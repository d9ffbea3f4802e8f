import Foundation

/// A secret given in base64. It prints as `[redacted]`, also in dumps and interpolations.
package protocol SecretBytes: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// As it was written: standard base64 with padding.
    var base64: String { get }
    /// The decoded secret.
    var bytes: [UInt8] { get }
}

extension SecretBytes {
    package var description: String { "[redacted]" }
    package var debugDescription: String { "[redacted]" }
    package var customMirror: Mirror { Mirror(reflecting: "[redacted]") }

    static func decode(_ base64: String) -> [UInt8]? {
        guard let decoded = Data(base64Encoded: base64), !decoded.isEmpty else { return nil }
        return Array(decoded)
    }
}

extension Configuration {
    /// A key that signs requests of a resource. Any length is accepted, as the signing scheme names none.
    package struct AccessKey: SecretBytes {
        package let base64: String
        package let bytes: [UInt8]

        package init?(base64: String) {
            guard let bytes = Self.decode(base64) else { return nil }
            self.base64 = base64
            self.bytes = bytes
        }

        private init(base64: String, bytes: [UInt8]) {
            self.base64 = base64
            self.bytes = bytes
        }

        /// The published key of the development resource, accepted only while every HTTP listener is on loopback.
        package static let development = AccessKey(
            base64: "ZGl2ZXJ0LWRldmVsb3BtZW50LWtleS1sb29wYmFjay1vbmx5",
            bytes: Array("divert-development-key-loopback-only".utf8))

        /// Whether this is the published key, however it is written.
        package var isDevelopment: Bool { self.bytes == Self.development.bytes }
    }

    /// A key that seals incoming call contexts: exactly 32 bytes.
    package struct ContextKey: SecretBytes {
        package let base64: String
        package let bytes: [UInt8]

        package init?(base64: String) {
            guard let bytes = Self.decode(base64), bytes.count == 32 else { return nil }
            self.base64 = base64
            self.bytes = bytes
        }
    }
}
