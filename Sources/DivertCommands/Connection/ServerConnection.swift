package import CallAutomationClient
import DivertConfiguration
package import RequestSigning

/// A server that a verb talks to, the key it signs with, and whom it trusts.
package struct ServerConnection: Sendable {
    /// Where a server is that was started without a configuration.
    package static let defaultEndpoint = "http://127.0.0.1:7080"
    /// Where such a server puts the certificate of its development CA, from the working folder.
    package static let defaultAuthorityFile = "divert-data/development-ca.pem"
    /// The key that a server accepts on loopback while no other is configured, in Base64.
    package static let developmentKey = Configuration.AccessKey.development.base64

    package let endpoint: ServiceEndpoint
    package let accessKey: AccessKey
    /// A PEM file whose certificates are trusted instead of the system's; nil for those.
    package var authorityFile: String?

    package init(endpoint: ServiceEndpoint, accessKey: AccessKey, authorityFile: String? = nil) {
        self.endpoint = endpoint
        self.accessKey = accessKey
        self.authorityFile = authorityFile
    }

    /// The connection string, with the key: for who asks for it.
    package var string: String { "endpoint=\(self.endpoint.url)/;accesskey=\(self.accessKey.base64)" }
}

extension ServerConnection: CustomStringConvertible, CustomDebugStringConvertible {
    /// Without the key.
    package var description: String { "ServerConnection(\(self.endpoint.url))" }
    /// Without the key.
    package var debugDescription: String { self.description }
}
