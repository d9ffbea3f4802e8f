extension CommunicationError {
    /// The JSON body.
    public func body() -> [UInt8] {
        var text = JSONText(capacity: 256)
        text.object { text in
            text.name("error")
            text.object { text in
                text.member("code", self.code)
                text.member("message", self.message)
                if let target = self.target { text.member("target", target) }
            }
        }
        return text.bytes
    }

    /// The headers that belong to this answer: content type, `x-ms-error-code` and, where they apply, `Retry-After`,
    /// `Allow`, `WWW-Authenticate` and `Repeatability-Result`.
    public func headers() -> [(name: String, value: String)] {
        var headers = [
            (name: "Content-Type", value: "application/json; charset=utf-8"),
            (name: "x-ms-error-code", value: self.code),
        ]
        if let seconds = self.retryAfterSeconds { headers.append(("Retry-After", String(seconds))) }
        if let methods = self.allowedMethods { headers.append(("Allow", methods.joined(separator: ", "))) }
        if self.status == 401 { headers.append(("WWW-Authenticate", "HMAC-SHA256, Bearer\(self.tokenParameters)")) }
        if self.rejectsRepeatability { headers.append(("Repeatability-Result", "rejected")) }
        return headers
    }

    /// RFC 6750 §3.1. Without `claims`, so that no client thinks another token of the same kind would help.
    private var tokenParameters: String {
        self.tokenError.map { " error=\"invalid_token\", error_description=\"\($0)\"" } ?? ""
    }

    /// Reads an error answer, for clients: what is missing becomes an empty text. Nil when the body is not of the shape.
    public static func decode(_ body: [UInt8], status: Int, retryAfterSeconds: Int? = nil) -> Self? {
        guard let members = try? JSONMembers(body: body),
            let error = try? JSONMembers(try members.value("error"), at: "error")
        else { return nil }
        return Self(
            status: status,
            code: (try? error.string("code")) ?? "",
            message: (try? error.string("message")) ?? "",
            target: (try? error.string("target")) ?? nil,
            retryAfterSeconds: retryAfterSeconds)
    }
}
