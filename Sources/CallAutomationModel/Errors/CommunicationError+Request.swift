/// Rows 1 to 3 of the answer table: path, method, size, version.
extension CommunicationError {
    /// The largest request body that is read, in bytes.
    public static let bodyLimit = 65_536

    /// 404: no such path.
    public static var notFound: Self {
        Self(
            status: 404, code: "NotFound", message: "There is no such path on this server. Check it for typing errors.")
    }

    /// 405: the path takes other methods.
    public static func methodNotAllowed(allowed: [String] = ["POST"]) -> Self {
        Self(
            status: 405, code: "MethodNotAllowed",
            message: "This path takes \(allowed.joined(separator: ", ")) only.", allowedMethods: allowed)
    }

    /// 501 `8520`: an operation that exists in the cloud and not here, such as `answer`.
    public static func operationNotOffered(_ name: String) -> Self {
        Self(
            status: 501, code: "8520",
            message: "“\(name)” is not offered: Divert redirects and rejects incoming calls and never carries media."
                + " Redirect the call to something that can take it.")
    }

    /// 413: the body is longer than the limit.
    public static func payloadTooLarge(limitBytes: Int = CommunicationError.bodyLimit) -> Self {
        Self(
            status: 413, code: "RequestBodyTooLarge", message: "The request body is longer than \(limitBytes) bytes.")
    }

    /// 400: no `api-version`.
    public static var missingAPIVersion: Self {
        Self(
            status: 400, code: "MissingApiVersionParameter",
            message: "The query must hold api-version, for example api-version=\(APIVersion.newest).",
            target: "api-version")
    }

    /// 400: `api-version` stands more than once.
    public static var repeatedAPIVersion: Self {
        Self(
            status: 400, code: "UnsupportedApiVersionValue", message: "The query must hold api-version exactly once.",
            target: "api-version")
    }

    /// 400: an `api-version` that is malformed or too old. The value itself is not repeated: it can be any text.
    public static func unsupportedAPIVersion(_ value: String) -> Self {
        let isDate = value.utf8.count <= 20 && value.utf8.allSatisfy { isDigit($0) || $0 == UInt8(ascii: "-") }
        return Self(
            status: 400, code: "UnsupportedApiVersionValue",
            message:
                "The api-version\(isDate ? " \(value)" : "") is not supported. Use a date from \(APIVersion.oldest) on;"
                + " known are \(APIVersion.known.joined(separator: ", ")).",
            target: "api-version")
    }
}
