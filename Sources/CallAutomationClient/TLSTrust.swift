import NIOSSL

/// Whose certificates a client accepts.
public enum TLSTrust: Hashable, Sendable {
    /// The authorities that this machine trusts.
    case system
    /// The authorities in a PEM file and no others: `divert-data/development-ca.pem` of a Divert on this machine. The file
    /// is read once, when the client is made.
    case pemFile(String)
    /// The authorities in a PEM text and no others.
    case pem(String)

    /// Nil leaves the choice to the HTTP client.
    func configuration() throws(CallAutomationError) -> TLSConfiguration? {
        let certificates: [NIOSSLCertificate]
        switch self {
        case .system: return nil
        case .pemFile(let path):
            do {
                certificates = try NIOSSLCertificate.fromPEMFile(path)
            } catch {
                throw CallAutomationError(
                    .invalidOption, "trust: \(path) cannot be read, or holds no certificates in PEM form.")
            }
        case .pem(let text):
            do {
                certificates = try NIOSSLCertificate.fromPEMBytes(Array(text.utf8))
            } catch {
                throw CallAutomationError(.invalidOption, "trust: the text holds no certificates in PEM form.")
            }
        }
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .certificates(certificates)
        return configuration
    }
}
