import CallAutomationModel
import Crypto

/// The client's side of HMAC request signing (authentication.md §2).
public struct RequestSigner: Sendable {
    /// The headers that sign a request.
    public struct Headers: Hashable, Sendable {
        /// `Authorization`.
        public let authorization: String
        /// `x-ms-date`.
        public let date: String
        /// `x-ms-content-sha256`.
        public let contentHash: String

        /// Names and values, to be added to the request.
        public var fields: [(name: String, value: String)] {
            [
                ("Authorization", self.authorization), ("x-ms-date", self.date),
                ("x-ms-content-sha256", self.contentHash),
            ]
        }
    }

    private let key: AccessKey

    /// A signer with one key.
    public init(key: AccessKey) {
        self.key = key
    }

    /// Signs a request.
    ///
    /// - Parameters:
    ///   - method: upper case.
    ///   - pathAndQuery: the request target exactly as it will be sent.
    ///   - host: the value of `Host` as it will be sent.
    ///   - body: the bytes as they will be sent.
    ///   - now: seconds since 1970.
    public func sign(method: String, pathAndQuery: String, host: String, body: [UInt8], now: Int64) -> Headers {
        let date = IMFFixdate.format(secondsSince1970: now)
        let hash = ContentHash(of: body).base64
        let text = SignatureVerifier.stringToSign(method, pathAndQuery, [date, nil, hash], host: host)
        let code = HMAC<SHA256>.authenticationCode(for: text, using: SymmetricKey(data: self.key.bytes))
        let signature = Base64.encode(Array(code))
        return Headers(
            authorization: "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=\(signature)",
            date: date, contentHash: hash)
    }
}
