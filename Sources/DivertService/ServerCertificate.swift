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
        do {
            if let files {
                self.configuration = try Self.configuration(
                    chain: NIOSSLCertificate.fromPEMFile(files.certificate),
                    key: NIOSSLPrivateKey(file: files.privateKey, format: .pem))
                self.developmentAuthorityPath = nil
            } else {
                var generator = SystemRandomNumberGenerator()
                let certificates = try DevelopmentCertificates.prepare(
                    in: folder, now: now, serialNumbers: &generator)
                self.configuration = try Self.configuration(
                    chain: NIOSSLCertificate.fromPEMBytes(Array(certificates.certificatePEM.utf8)),
                    key: NIOSSLPrivateKey(bytes: Array(certificates.privateKeyPEM.utf8), format: .pem))
                self.developmentAuthorityPath = folder.paths.developmentCACertificate
            }
        } catch let error as DataFolderError {
            throw error
        } catch {
            let place = files.map { "http.tls.certificate \($0.certificate) with http.tls.privateKey \($0.privateKey)" }
            throw StartError(
                .configuration,
                "\(place ?? "the development certificate"): expected a PEM certificate chain and its key; \(error)")
        }
    }

    private static func configuration(chain: [NIOSSLCertificate], key: NIOSSLPrivateKey) throws -> TLSConfiguration {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        // How long a closed connection waits for the client's close_notify: clients with idle connections never send it,
        // and each would hold up the end of the server for five seconds.
        configuration.shutdownTimeout = .milliseconds(500)
        return configuration
    }
}
