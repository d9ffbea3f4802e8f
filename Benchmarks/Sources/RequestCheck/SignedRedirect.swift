import CallAutomationModel
import CallContext
import RequestSigning

/// A redirect as a client sends it, and what the server does to check it.
struct SignedRedirect {
    private static let now: Int64 = 1_773_302_400
    private static let path = "/calling/callConnections:redirect?api-version=2026-03-12"
    private static let host = "localhost:7443"

    let context: String
    let body: [UInt8]
    private let sealer: ContextSealer
    private let verifier: SignatureVerifier
    private let fields: [(name: String, value: String)]

    /// Nil when a key or the context cannot be made.
    init?() {
        guard let key = AccessKey(bytes: Array(repeating: 1, count: 32)),
            let contextKey = ContextKey(bytes: Array(repeating: 2, count: 32))
        else { return nil }
        var generator = SystemRandomNumberGenerator()
        self.sealer = ContextSealer(keys: [contextKey])
        let claims = ContextClaims(
            callID: Array(repeating: 3, count: 16), hop: 0, expiresAt: .max, resource: "local", node: "local",
            from: "4:+14255550123", to: "4:+14255550100", recipe: Array(repeating: 4, count: 850))
        guard let context = try? self.sealer.seal(claims, using: &generator) else { return nil }
        self.context = context
        self.body = RedirectCallRequest(incomingCallContext: context, target: .phoneNumber("+14255550199")).body()
        self.verifier = SignatureVerifier(keys: [key, key], hosts: SigningHosts(names: ["localhost"]))
        let signed = RequestSigner(key: key).sign(
            method: "POST", pathAndQuery: Self.path, host: Self.host, body: self.body, now: Self.now)
        self.fields = signed.fields + [("Host", Self.host), ("Content-Type", "application/json")]
    }

    func verify() -> Bool {
        let request = SignableRequest(
            method: "POST", pathAndQuery: Self.path, host: Self.host, contentHash: ContentHash(of: self.body),
            header: { name in self.fields.filter { $0.name.lowercased() == name }.map(\.value) })
        return self.verifier.verify(request, now: Self.now) == .verified(keyIndex: 0)
    }

    func hasVersion() -> Bool {
        (try? APIVersion.served(for: ["2026-03-12"])) != nil
    }

    func decode() -> RedirectCallRequest? {
        try? RedirectCallRequest.decode(self.body)
    }

    func open(_ context: String) -> Bool {
        switch self.sealer.open(context, now: Self.now * 1000) {
        case .success: true
        case .failure: false
        }
    }
}
