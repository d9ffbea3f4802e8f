import DivertConfiguration
package import RequestSigning

/// A server that a verb talks to, the key it signs with, and whom it trusts.
package struct ServerConnection: Hashable, Sendable {
    /// Where a server is that was started without a configuration.
    package static let defaultEndpoint = "http://127.0.0.1:7080"
    /// Where such a server puts the certificate of its development CA, from the working folder.
    package static let defaultAuthorityFile = "divert-data/development-ca.pem"

    /// `http` or `https`, without a slash at the end.
    package let endpoint: String
    package let accessKey: AccessKey
    /// A PEM file whose certificates are trusted beside those of the system; nil for none.
    package let authorityFile: String?

    package init(endpoint: String, accessKey: AccessKey, authorityFile: String? = nil) {
        self.endpoint = endpoint
        self.accessKey = accessKey
        self.authorityFile = authorityFile
    }

    /// The key that a server accepts on loopback while no other is configured; nil is never seen.
    package static var developmentKey: AccessKey? {
        AccessKey(base64: Configuration.AccessKey.development.base64)
    }

    /// What `Host` says: `localhost:7443`.
    package var host: String {
        String(self.endpoint.drop { $0 != "/" }.drop { $0 == "/" }.prefix { $0 != "/" })
    }

    /// The path in front of every other: empty or `/base`.
    package var pathPrefix: String {
        String(self.endpoint.drop { $0 != "/" }.drop { $0 == "/" }.drop { $0 != "/" })
    }

    package var isSecure: Bool { self.endpoint.lowercased().hasPrefix("https:") }
}
