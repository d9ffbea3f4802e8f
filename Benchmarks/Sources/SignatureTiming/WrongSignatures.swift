import Foundation
import RequestSigning

/// Two requests that are right but for one byte of their signature: the first, and the last.
struct WrongSignatures {
    private static let now: Int64 = 1_773_302_400
    private static let target = "/calling/callConnections:redirect?api-version=2026-03-12"

    private let verifier: SignatureVerifier
    private let requests: [SignableRequest]
    private let right: [UInt8]
    private let wrong: [[UInt8]]

    init?(_ key: AccessKey) {
        let body = [UInt8](repeating: UInt8(ascii: "x"), count: 1_500)
        let fields = RequestSigner(key: key).sign(
            method: "POST", pathAndQuery: Self.target, host: "localhost:7443", body: body, now: Self.now
        ).fields
        guard let authorization = fields.first(where: { $0.name.lowercased() == "authorization" })?.value,
            let mark = authorization.range(of: "Signature="),
            let signature = Data(base64Encoded: String(authorization[mark.upperBound...]))
        else { return nil }
        self.verifier = SignatureVerifier(keys: [key], hosts: SigningHosts())
        self.right = Array(signature)
        self.wrong = [0, signature.count - 1].map { index in
            var bytes = Array(signature)
            bytes[index] ^= 0x80
            return bytes
        }
        let others = Dictionary(
            fields.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first })
        self.requests = self.wrong.map { bytes in
            let value = authorization[..<mark.upperBound] + Data(bytes).base64EncodedString()
            return SignableRequest(
                method: "POST", pathAndQuery: Self.target, host: "localhost:7443", contentHash: ContentHash(of: body),
                header: { name in
                    name == "authorization" ? [String(value)] : others[name].map { [$0] } ?? []
                })
        }
    }

    /// Whether the signature of a kind is accepted, which it never is.
    func check(_ kind: Int) -> Bool {
        if case .verified = self.verifier.verify(self.requests[kind], now: Self.now) { true } else { false }
    }

    /// The same question, answered byte by byte until one differs.
    func compareLeaking(_ kind: Int) -> Bool {
        for (one, other) in zip(self.right, self.wrong[kind]) where one != other { return false }
        return true
    }
}
