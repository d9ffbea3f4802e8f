import DivertConfiguration
package import RequestSigning

/// A connection string as the SDKs take it: where a resource is reached and with which key.
///
///     endpoint=https://localhost:7443/;accesskey=ZGl2ZXJ0…
///
/// Names in any case, in any order; what else stands in it is ignored. Descriptions never show the key.
package struct ConnectionString: Hashable, Sendable {
    /// `http` or `https`, without a slash at the end.
    package let endpoint: String
    package let accessKey: AccessKey

    /// Why a text is no connection string. Says nothing of the text: it holds a secret.
    package enum Mistake: String, Error, Hashable, Sendable {
        case endpoint = "“endpoint=” with the URL of the server"
        case accessKey = "“accesskey=” with a key in Base64"
    }

    package init(endpoint: String, accessKey: AccessKey) {
        self.endpoint = endpoint
        self.accessKey = accessKey
    }

    package init(parsing text: String) throws(Mistake) {
        var parts: [String: String] = [:]
        for part in text.split(separator: ";") {
            // Keys in Base64 end in the character that divides name and value.
            guard let sign = part.firstIndex(of: "=") else { continue }
            let name = part[..<sign].lowercased().filter { !$0.isWhitespace }
            parts[name] = String(part[part.index(after: sign)...])
        }
        guard let endpoint = parts["endpoint"].flatMap(Self.endpoint) else { throw .endpoint }
        guard let accessKey = parts["accesskey"].flatMap(AccessKey.init(base64:)) else { throw .accessKey }
        self.init(endpoint: endpoint, accessKey: accessKey)
    }

    /// The text, with the key: for who asks for it.
    package var text: String { "endpoint=\(self.endpoint)/;accesskey=\(self.accessKey.base64)" }

    /// A URL of a server, without slashes at its end; nil for anything else.
    package static func endpoint(_ text: String) -> String? {
        guard let address = Configuration.WebAddress(text), address.query == nil else { return nil }
        var endpoint = text
        while endpoint.hasSuffix("/") { endpoint.removeLast() }
        return endpoint
    }
}

extension ConnectionString: CustomStringConvertible, CustomDebugStringConvertible {
    /// Without the key.
    package var description: String { "ConnectionString(\(self.endpoint))" }
    /// Without the key.
    package var debugDescription: String { self.description }
}
