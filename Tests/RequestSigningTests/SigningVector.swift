import CallAutomationModel
import RequestSigning
import Testing

/// The published vectors of authentication.md §2.3 and a request that is made of them.
enum SigningVector {
    static let key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    static let date = "Thu, 12 Mar 2026 08:00:00 GMT"
    static let now: Int64 = 1_773_302_400
    static let path = "/calling/callConnections:redirect?api-version=2026-03-12"
    static let body = Array(
        #"{"incomingCallContext": "CTX", "target": {"rawId": "4:+14255550123", "phoneNumber": {"value": "+14255550123"}}}"#
            .utf8)
    static let contentHash = "FAvux3xZh1U7xkoed1P1rGz7dJ3oSrJO1UNDH8sLSow="
    static let signatures: [(host: String, signature: String)] = [
        ("acs.example.test", "LRQJkg7DduCXDwLz+LU1ogLEtxLesYlkwTi6K3ZIATw="),
        ("localhost:8443", "Dqti0YFAiOgcr5HQ8N9en0rGGBmmqWTBPp3NWZNtvIc="),
        ("localhost:8443/", "bGmCfrLMCurnehIf8T5q65dJgWYRk2qsmd8rWfIGMmc="),
        ("localhost:8443:8443", "bU7r3ueItN7luHiXVJO5VRn/+ith/Ysm5C0E48mfoSA="),
        ("localhost", "v8oGLZg+9SGMstqeE0rVRA+yJ8bUobC3k3Q2lkrki5c="),
    ]

    static func accessKey() throws -> AccessKey {
        try #require(AccessKey(base64: self.key))
    }

    /// A request with the vector's headers; `headers` replaces or adds, an empty list takes away.
    static func request(
        host: String?, authorization: String, path: String = Self.path, body: [UInt8] = Self.body,
        method: String = "POST",
        headers: [String: [String]] = [:]
    ) -> SignableRequest {
        var all = [
            "authorization": [authorization], "x-ms-date": [self.date], "x-ms-content-sha256": [self.contentHash],
        ]
        all.merge(headers) { $1 }
        return SignableRequest(method: method, pathAndQuery: path, host: host, contentHash: ContentHash(of: body)) {
            name in
            all[name] ?? []
        }
    }

    static func authorization(_ signature: String) -> String {
        "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=\(signature)"
    }

    /// What a client sends that signs `signed` and sends `host`.
    static func request(
        signing signed: String, host: String?, path: String = Self.path, headers: [String: [String]] = [:]
    )
        throws -> SignableRequest
    {
        let signer = RequestSigner(key: try self.accessKey())
        let signature = signer.sign(method: "POST", pathAndQuery: path, host: signed, body: self.body, now: self.now)
        return self.request(host: host, authorization: signature.authorization, path: path, headers: headers)
    }
}
