import RequestSigning
import Testing

@Suite("Published signatures (authentication.md §2.3)")
struct SignatureVectorTests {
    @Test("The signer makes the published signature", arguments: SigningVector.signatures)
    func signs(host: String, signature: String) throws {
        let headers = RequestSigner(key: try SigningVector.accessKey()).sign(
            method: "POST", pathAndQuery: SigningVector.path, host: host, body: SigningVector.body,
            now: SigningVector.now)
        #expect(headers.authorization == SigningVector.authorization(signature))
        #expect(headers.date == SigningVector.date)
        #expect(headers.contentHash == SigningVector.contentHash)
        #expect(headers.fields.map(\.name) == ["Authorization", "x-ms-date", "x-ms-content-sha256"])
    }

    @Test(
        "Every spelling that is signed for localhost:8443 is accepted", arguments: SigningVector.signatures.dropFirst())
    func verifies(host: String, signature: String) throws {
        let verifier = SignatureVerifier(keys: [try SigningVector.accessKey()], hosts: SigningHosts())
        let request = SigningVector.request(
            host: "localhost:8443", authorization: SigningVector.authorization(signature))
        #expect(verifier.verify(request, now: SigningVector.now) == .verified(keyIndex: 0))
    }

    @Test("The vector of a name is accepted under that name, in any case")
    func verifiesAName() throws {
        let verifier = SignatureVerifier(keys: [try SigningVector.accessKey()], hosts: SigningHosts())
        let authorization = SigningVector.authorization(SigningVector.signatures[0].signature)
        for host in ["acs.example.test", "ACS.example.test", "acs.example.test:443"] {
            let request = SigningVector.request(host: host, authorization: authorization)
            #expect(verifier.verify(request, now: SigningVector.now) == .verified(keyIndex: 0))
        }
    }

    @Test("The hash of an empty body is the well-known one")
    func hashesNothing() {
        #expect(ContentHash(of: []).base64 == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
        #expect(ContentHash(of: SigningVector.body).base64 == SigningVector.contentHash)
        #expect(SigningVector.body.count == 111)
        SigningVector.body.withUnsafeBytes { #expect(ContentHash(of: $0) == ContentHash(of: SigningVector.body)) }
    }
}
