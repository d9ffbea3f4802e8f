import Crypto
import Foundation

/// The secret of a subscription whose deliveries are signed as Standard Webhooks has it (standardwebhooks.com, symmetric
/// signatures): `whsec_` and 24 to 64 bytes in Base64. It prints as `[redacted]`.
package struct WebhookSecret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible {
    private static let prefix = "whsec_"
    private static let sizes = 24...64

    /// As it was written.
    package let text: String
    private let key: [UInt8]

    package init?(_ text: String) {
        guard text.hasPrefix(Self.prefix), let key = Data(base64Encoded: String(text.dropFirst(Self.prefix.count))),
            Self.sizes.contains(key.count)
        else { return nil }
        self.text = text
        self.key = Array(key)
    }

    /// The three headers of a signed delivery.
    ///
    /// - Parameters:
    ///   - id: the event's, the same on every attempt.
    ///   - seconds: the time of the attempt, since 1970.
    package func headers(id: String, seconds: Int64, body: [UInt8]) -> [EventPostHeader] {
        let content = Array("\(id).\(seconds).".utf8) + body
        let code = HMAC<SHA256>.authenticationCode(for: content, using: SymmetricKey(data: self.key))
        return [
            EventPostHeader(name: "webhook-id", value: id),
            EventPostHeader(name: "webhook-timestamp", value: "\(seconds)"),
            EventPostHeader(name: "webhook-signature", value: "v1,\(Data(code).base64EncodedString())"),
        ]
    }

    package var description: String { "[redacted]" }
    package var debugDescription: String { "[redacted]" }
}
