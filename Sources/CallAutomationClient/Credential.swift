import RequestSigning

extension CallAutomationClient {
    /// What a client proves itself with. Descriptions show nothing of it.
    public struct Credential: Sendable {
        private enum Kind: Sendable {
            case accessKey(String)
            case token(@Sendable () async throws -> String)
        }

        private let kind: Kind

        /// An access key of the resource, in Base64 as connection strings carry it. Requests are signed with it; the key
        /// itself never travels.
        public static func accessKey(_ base64: String) -> Self {
            Self(kind: .accessKey(base64))
        }

        /// A token that stays good as long as the client lives.
        public static func token(_ token: String) -> Self {
            Self(kind: .token { token })
        }

        /// A token that is asked for before each attempt, so that `provider` decides about caching and renewal. What it
        /// throws reaches the caller of the client unchanged, without another attempt.
        public static func token(provider: @escaping @Sendable () async throws -> String) -> Self {
            Self(kind: .token(provider))
        }

        /// Tokens give themselves away to whoever listens: over plain http they are used on this machine alone.
        func authorization(for endpoint: ServiceEndpoint) throws(CallAutomationError) -> RequestAuthorization {
            switch self.kind {
            case .accessKey(let text):
                guard let key = AccessKey(base64: text) else {
                    throw CallAutomationError(.invalidCredential, "The access key is not Base64; copy all of it.")
                }
                return .signature(RequestSigner(key: key))
            case .token(let provider):
                guard endpoint.isSecure || endpoint.isLoopback else {
                    throw CallAutomationError(
                        .invalidCredential, "A token is not sent over plain http, where others could read it.")
                }
                return .token(provider)
            }
        }
    }
}

extension CallAutomationClient.Credential: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The kind.
    public var description: String {
        switch self.kind {
        case .accessKey: "Credential(access key)"
        case .token: "Credential(token)"
        }
    }
    /// As redacted as ``description``.
    public var debugDescription: String { self.description }
    /// Nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
