package import DataFolder
package import Foundation
import X509

/// What HTTPS on this machine needs while no certificate is configured: a development CA and a server certificate for
/// `localhost`, `127.0.0.1` and `::1`, kept in the data folder.
///
///     development-ca.pem   the CA certificate alone: what clients are told to trust
///     development-ca.key   its key, mode 0600
///     localhost.pem        the server certificate
///     localhost.key        its key, mode 0600
package struct DevelopmentCertificates: Sendable {
    /// The server certificate is renewed, by the same CA, when it holds for fewer seconds than these 30 days; the CA is
    /// replaced, and has to be trusted anew, when that is true of it.
    package static let renewalMargin: TimeInterval = 30 * 86_400

    /// PEM of the CA certificate.
    package let authorityPEM: String
    /// PEM of the server certificate.
    package let certificatePEM: String
    /// PEM of the server's private key, PKCS #8. A secret.
    package let privateKeyPEM: String
    /// When the server certificate ends.
    package let notValidAfter: Date
    /// The CA was made just now, so nobody trusts it yet.
    package let isAuthorityNew: Bool

    /// Reads what the folder has, makes what is missing, renews what ends soon; all of it is on disk afterwards (D11).
    ///
    /// A server certificate that is damaged, foreign or does not go with its key is issued anew. A damaged CA is not
    /// replaced, since people trust it.
    ///
    /// - Throws: `DataFolderError`, `.corruptFile` for a damaged CA.
    package static func prepare(
        in folder: DataFolder, now: Date, serialNumbers: inout some RandomNumberGenerator
    ) throws -> DevelopmentCertificates {
        var isAuthorityNew = false
        let authority: DevelopmentAuthority
        if let stored = try self.storedAuthority(in: folder),
            stored.identity.isValid(at: now, margin: self.renewalMargin)
        {
            authority = stored
        } else {
            authority = try .make(now: now, serialNumbers: &serialNumbers)
            try self.store(authority.identity, as: "development-ca", in: folder)
            isAuthorityNew = true
        }
        let server: SigningIdentity
        if let stored = try self.storedServer(in: folder), authority.issued(stored),
            stored.isValid(at: now, margin: self.renewalMargin)
        {
            server = stored
        } else {
            server = try authority.issueServerIdentity(now: now, serialNumbers: &serialNumbers)
            try self.store(server, as: "localhost", in: folder)
        }
        return DevelopmentCertificates(
            authorityPEM: try authority.identity.certificatePEM, certificatePEM: try server.certificatePEM,
            privateKeyPEM: try server.privateKeyPEM, notValidAfter: server.certificate.notValidAfter,
            isAuthorityNew: isAuthorityNew)
    }

    private static func storedAuthority(in folder: DataFolder) throws -> DevelopmentAuthority? {
        guard let pem = try self.storedPEM("development-ca", in: folder) else { return nil }
        guard
            let identity = try? SigningIdentity(certificatePEM: pem.certificate, privateKeyPEM: pem.privateKey)
        else {
            throw DataFolderError(
                .corruptFile, path: folder.paths.developmentCACertificate,
                reason: "expected a certificate that goes with development-ca.key, found something else; restore both, "
                    + "or remove both to have a new CA made")
        }
        return DevelopmentAuthority(identity: identity)
    }

    private static func storedServer(in folder: DataFolder) throws -> SigningIdentity? {
        guard let pem = try self.storedPEM("localhost", in: folder) else { return nil }
        return try? SigningIdentity(certificatePEM: pem.certificate, privateKeyPEM: pem.privateKey)
    }

    /// Both files, or nil when one is missing, as after a stop between the two.
    private static func storedPEM(
        _ name: String, in folder: DataFolder
    ) throws -> (certificate: String, privateKey: String)? {
        guard let certificate = try folder.contents(of: "\(name).pem", isSecret: false),
            let privateKey = try folder.contents(of: "\(name).key", isSecret: true)
        else { return nil }
        return (String(decoding: certificate, as: UTF8.self), String(decoding: privateKey, as: UTF8.self))
    }

    /// The key first: a certificate that is there has had its key there.
    private static func store(_ identity: SigningIdentity, as name: String, in folder: DataFolder) throws {
        try folder.store(Array(identity.privateKeyPEM.utf8), as: "\(name).key", isSecret: true)
        try folder.store(Array(identity.certificatePEM.utf8), as: "\(name).pem", isSecret: false)
    }
}

extension DevelopmentCertificates: CustomStringConvertible, CustomReflectable {
    package var description: String { "development certificate until \(self.notValidAfter), key redacted" }
    package var customMirror: Mirror { Mirror(reflecting: self.description) }
}
