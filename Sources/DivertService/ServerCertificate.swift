import Crypto
import DataFolder
import DevelopmentCertificates
import DivertConfiguration
import Foundation
import NIOCore
import NIOSSL

/// The certificate that HTTPS serves: the configured one, or one of the development CA.
struct ServerCertificate {
    let configuration: TLSConfiguration
    /// Where the development CA's certificate is; nil with a configured certificate.
    let developmentAuthorityPath: String?

    /// - Throws: `StartError` naming the file that cannot be used.
    init(_ files: Configuration.CertificateFiles?, in folder: DataFolder, now: Date) throws {
        if let files {
            self = try ServerCertificate(files)
            return
        }
        do {
            var generator = SystemRandomNumberGenerator()
            let certificates = try DevelopmentCertificates.prepare(in: folder, now: now, serialNumbers: &generator)
            self.configuration = try Self.configuration(
                chain: NIOSSLCertificate.fromPEMBytes(Array(certificates.certificatePEM.utf8)),
                key: NIOSSLPrivateKey(bytes: Array(certificates.privateKeyPEM.utf8), format: .pem))
            self.developmentAuthorityPath = folder.paths.developmentCACertificate
        } catch let error as DataFolderError {
            throw error
        } catch {
            throw StartError(
                .configuration,
                "the development certificate: expected a PEM certificate chain and its key; \(error)")
        }
    }

    /// The configured certificate.
    ///
    /// - Throws: `StartError` naming the file that cannot be used.
    init(_ files: Configuration.CertificateFiles) throws(StartError) {
        try Self.checkReadable("http.tls.certificate", files.certificate)
        try Self.checkReadable("http.tls.privateKey", files.privateKey)
        do {
            self.configuration = try Self.configuration(
                chain: NIOSSLCertificate.fromPEMFile(files.certificate),
                key: NIOSSLPrivateKey(file: files.privateKey, format: .pem))
            // Finds a key that belongs to another certificate.
            _ = try NIOSSLContext(configuration: self.configuration)
            self.developmentAuthorityPath = nil
        } catch {
            throw StartError(
                .configuration,
                "http.tls.certificate \(files.certificate) with http.tls.privateKey \(files.privateKey): "
                    + "expected a PEM certificate chain and its key; \(error)")
        }
    }

    /// What is not there or not ours to read is worth better words than those of the TLS library.
    private static func checkReadable(_ setting: String, _ path: String) throws(StartError) {
        do {
            _ = try ConfigurationFile.bytes(of: path)
        } catch {
            throw StartError(.configuration, "\(setting) \(path): expected a readable PEM file, found: \(error)")
        }
    }

    private static func configuration(chain: [NIOSSLCertificate], key: NIOSSLPrivateKey) throws -> TLSConfiguration {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        // How long a closed connection waits for the client's close_notify: clients with idle connections never send it,
        // and each would hold up the end of the server for five seconds.
        configuration.shutdownTimeout = .milliseconds(500)
        return configuration
    }
}
