package import RequestSigning

/// `endpoint=https://host[:port]/;accesskey={Base64}`, as resources hand it out (authentication.md §5).
///
/// Names in any case and order; parts that are not known are ignored, for other services put some there. Nothing of the
/// text appears in errors: people paste keys into the wrong place.
package struct ConnectionString: Sendable {
    /// Where.
    package let endpoint: ServiceEndpoint
    /// With which key.
    package let accessKey: AccessKey

    /// Reads a connection string.
    package init(_ text: String) throws(CallAutomationError) {
        var values: [String: Substring] = [:]
        for part in text.split(separator: ";") {
            // A key ends in `=` signs: the first one separates.
            guard let equals = part.firstIndex(of: "=") else {
                guard part.allSatisfy(\.isWhitespace) else {
                    throw Self.invalid("a part between “;” has no “=”")
                }
                continue
            }
            let name = Self.trimmed(part[..<equals]).lowercased()
            guard ["endpoint", "accesskey"].contains(name) else { continue }
            guard values[name] == nil else { throw Self.invalid("“\(name)” stands more than once") }
            values[name] = Self.trimmed(part[part.index(after: equals)...])
        }
        guard let endpoint = values["endpoint"], !endpoint.isEmpty else { throw Self.invalid("“endpoint” is missing") }
        guard let key = values["accesskey"], !key.isEmpty else { throw Self.invalid("“accesskey” is missing") }
        guard let accessKey = AccessKey(base64: String(key)) else {
            throw Self.invalid("“accesskey” is not Base64; was it cut off?")
        }
        self.endpoint = try ServiceEndpoint(String(endpoint))
        self.accessKey = accessKey
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }

    private static func invalid(_ reason: String) -> CallAutomationError {
        CallAutomationError(
            .invalidConnectionString,
            "The connection string cannot be used: \(reason). It reads endpoint=https://host[:port]/;accesskey=…")
    }
}
