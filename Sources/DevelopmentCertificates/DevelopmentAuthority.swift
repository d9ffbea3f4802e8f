import Crypto
package import Foundation
import SwiftASN1
import X509

/// The certificate authority of one data folder, for developers who trust it on their own machine.
///
/// Keys are P-256 (all SDKs and browsers take them) and come from the cryptographic library, which has its own source of
/// randomness. Serial numbers come from the given generator: 20 bytes at most, positive (RFC 5280 §4.1.2.2).
package struct DevelopmentAuthority: Sendable {
    /// What the CA is called in trust stores.
    package static let commonName = "Divert Development CA"
    private static let day: TimeInterval = 86_400
    /// Ten years.
    private static let authorityLifetime = 3_650 * day
    /// Below the 398 days that some clients allow at most, far below the 825 that others do.
    private static let serverLifetime = 397 * day
    /// Clocks of containers and virtual machines run behind.
    private static let backdating = day

    package let identity: SigningIdentity

    package init(identity: SigningIdentity) {
        self.identity = identity
    }

    /// Makes a new authority that holds from a day before `now` for ten years.
    package static func make(
        now: Date, serialNumbers: inout some RandomNumberGenerator
    ) throws -> DevelopmentAuthority {
        let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let name = try DistinguishedName { CommonName(self.commonName) }
        let certificate = try Certificate(
            version: .v3, serialNumber: self.serialNumber(&serialNumbers), publicKey: key.publicKey,
            notValidBefore: now.addingTimeInterval(-self.backdating),
            notValidAfter: now.addingTimeInterval(self.authorityLifetime),
            issuer: name, subject: name,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                SubjectKeyIdentifier(hash: key.publicKey)
            },
            issuerPrivateKey: key)
        return DevelopmentAuthority(identity: try self.pair(certificate, key))
    }

    /// Issues a server certificate for `localhost`, `127.0.0.1` and `::1`, which ends with the authority at the latest.
    package func issueServerIdentity(
        now: Date, serialNumbers: inout some RandomNumberGenerator
    ) throws -> SigningIdentity {
        let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let authority = self.identity.certificate
        let certificate = try Certificate(
            version: .v3, serialNumber: Self.serialNumber(&serialNumbers), publicKey: key.publicKey,
            notValidBefore: max(now.addingTimeInterval(-Self.backdating), authority.notValidBefore),
            notValidAfter: min(now.addingTimeInterval(Self.serverLifetime), authority.notValidAfter),
            issuer: authority.subject, subject: try DistinguishedName { CommonName("localhost") },
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth])
                SubjectAlternativeNames(Self.serverNames)
                SubjectKeyIdentifier(hash: key.publicKey)
                AuthorityKeyIdentifier(keyIdentifier: SubjectKeyIdentifier(hash: authority.publicKey).keyIdentifier)
            },
            issuerPrivateKey: self.identity.privateKey)
        return try Self.pair(certificate, key)
    }

    /// Whether this authority signed the certificate.
    package func issued(_ identity: SigningIdentity) -> Bool {
        let authority = self.identity.certificate
        return identity.certificate.issuer == authority.subject
            && authority.publicKey.isValidSignature(identity.certificate.signature, for: identity.certificate)
    }

    private static let serverNames: [GeneralName] = [
        .dnsName("localhost"),
        .ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1])),
        .ipAddress(ASN1OctetString(contentBytes: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])),
    ]

    private static func serialNumber(_ generator: inout some RandomNumberGenerator) -> Certificate.SerialNumber {
        var bytes = (0..<20).map { _ in UInt8.random(in: 0...255, using: &generator) }
        // Positive and of full length.
        bytes[0] = bytes[0] & 0x7F | 0x40
        return Certificate.SerialNumber(bytes: bytes)
    }

    private static func pair(_ certificate: Certificate, _ key: Certificate.PrivateKey) throws -> SigningIdentity {
        guard let identity = SigningIdentity(certificate: certificate, privateKey: key) else {
            throw CertificateError.unsupportedPrivateKey(reason: "the key is not that of the certificate")
        }
        return identity
    }
}
