package import Foundation
import SwiftASN1
package import X509

/// A certificate and the private key that belongs to it.
package struct SigningIdentity: Sendable {
    package let certificate: Certificate
    package let privateKey: Certificate.PrivateKey

    /// Nil when the key is not that of the certificate.
    package init?(certificate: Certificate, privateKey: Certificate.PrivateKey) {
        guard privateKey.publicKey == certificate.publicKey else { return nil }
        self.certificate = certificate
        self.privateKey = privateKey
    }

    /// Reads both from PEM (RFC 7468). Throws what the parser finds wrong; nil when they do not belong together.
    package init?(certificatePEM: String, privateKeyPEM: String) throws {
        self.init(
            certificate: try Certificate(pemEncoded: certificatePEM),
            privateKey: try Certificate.PrivateKey(pemEncoded: privateKeyPEM))
    }

    package var certificatePEM: String {
        get throws { try self.certificate.serializeAsPEM().pemString + "\n" }
    }

    /// PKCS #8 (RFC 5958), which every TLS library reads.
    package var privateKeyPEM: String {
        get throws { try self.privateKey.serializeAsPEM().pemString + "\n" }
    }

    /// Whether the certificate holds at `now` and for at least `margin` seconds more.
    package func isValid(at now: Date, margin: TimeInterval) -> Bool {
        self.certificate.notValidBefore <= now && now.addingTimeInterval(margin) < self.certificate.notValidAfter
    }
}

extension SigningIdentity: CustomStringConvertible, CustomReflectable {
    package var description: String { "\(self.certificate.subject), key redacted" }
    package var customMirror: Mirror { Mirror(reflecting: self.description) }
}
