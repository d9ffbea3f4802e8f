import CallAutomationModel
import Crypto
import Testing
import WebTokens

@Suite("Key sets (RFC 7517) and signatures (RFC 7515, appendix A)")
struct WebKeySetTests {
    /// The payload of appendix A.
    private static let payload =
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"

    /// Appendix A.2: RS256.
    private static let rsaKey =
        #""kty":"RSA","n":""#
        + "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZ"
        + "S-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2"
        + "R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcD"
        + #"TW9gb54h4FRWyuXpoQ","e":"AQAB""#
    private static let rsaToken =
        "eyJhbGciOiJSUzI1NiJ9.\(payload)."
        + "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CU"
        + "Ar7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_d"
        + "O--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0ig"
        + "cN_IoypGlUPQGe77Rw"

    /// Appendix A.3: ES256.
    private static let p256Key =
        #""kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","#
        + #""y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0""#
    private static let p256Token =
        "eyJhbGciOiJFUzI1NiJ9.\(payload)."
        + "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"

    private func key(_ members: String) async -> SignatureKey? {
        await WebKeySet(parsing: Array(#"{"keys":[{"kid":"k",\#(members)}]}"#.utf8))?["k"]
    }

    private func refusal(of token: String, by key: SignatureKey) throws -> TokenRefusal? {
        let token = try CompactToken(token)
        do throws(TokenRefusal) {
            try key.verify(token)
            return nil
        } catch {
            return error
        }
    }

    @Test("The examples of RFC 7515 verify, and no changed one does", arguments: [true, false])
    func examples(isRSA: Bool) async throws {
        let key = try #require(await self.key(isRSA ? Self.rsaKey : Self.p256Key))
        let token = isRSA ? Self.rsaToken : Self.p256Token
        #expect(key.algorithm == (isRSA ? .rs256 : .es256))
        #expect(try self.refusal(of: token, by: key) == nil)
        let parts = token.split(separator: ".").map(String.init)
        let changed = URLSafeBase64.encode(Array(#"{"iss":"jane"}"#.utf8))
        #expect(try self.refusal(of: "\(parts[0]).\(changed).\(parts[2])", by: key) == .signature)
        #expect(try self.refusal(of: "\(parts[0]).\(parts[1]).", by: key) == .signature)
        #expect(try self.refusal(of: "\(parts[0]).\(parts[1]).AQID", by: key) == .signature)
    }

    @Test("A token cannot choose another algorithm than its key's: neither none nor an HMAC with the public key")
    func algorithms() async throws {
        let key = try #require(await self.key(Self.rsaKey))
        for algorithm in ["none", "None", "HS256", "RS384", "PS256", "ES256", "rs256", ""] {
            let header = URLSafeBase64.encode(Array(#"{"alg":"\#(algorithm)","kid":"k"}"#.utf8))
            let input = "\(header).\(Self.payload)"
            let code = HMAC<SHA256>.authenticationCode(
                for: Array(input.utf8), using: SymmetricKey(data: Array(Self.rsaKey.utf8)))
            for signature in ["", URLSafeBase64.encode(Array(code)), String(Self.rsaToken.split(separator: ".")[2])] {
                #expect(try self.refusal(of: "\(input).\(signature)", by: key) == .algorithm)
            }
        }
    }

    @Test("A key of the other kind does not verify")
    func otherKey() async throws {
        let rsa = try #require(await self.key(Self.rsaKey))
        #expect(try self.refusal(of: Self.p256Token, by: rsa) == .algorithm)
        let other = try #require(await self.key(Self.otherP256Key()))
        #expect(try self.refusal(of: Self.p256Token, by: other) == .signature)
    }

    private static func otherP256Key() -> String {
        let point = Array(P256.Signing.PrivateKey().publicKey.rawRepresentation)
        return #""kty":"EC","crv":"P-256","x":"\#(URLSafeBase64.encode(Array(point.prefix(32))))","#
            + #""y":"\#(URLSafeBase64.encode(Array(point.suffix(32))))""#
    }

    @Test(
        "Keys that are of no use are left out, and others of the set are read",
        arguments: [
            #"{"kty":"RSA"}"#, "{}", "1", #"{"kid":"bad","kty":"oct","k":"AQID"}"#,
            #"{"kid":"bad","kty":"RSA","n":"AQAB"}"#,
            #"{"kid":"bad","kty":"RSA","n":"AQAB","e":"AQAB"}"#, #"{"kid":"bad","use":"enc",\#(rsaKey)}"#,
            #"{"kid":"bad","alg":"RS512",\#(rsaKey)}"#, #"{"kid":"","kty":"RSA"}"#, #"{"kid":7,\#(rsaKey)}"#,
            #"{"kid":"bad","kty":"EC","crv":"P-384","x":"AQ","y":"AQ"}"#,
            #"{"kid":"bad","kty":"EC","crv":"P-256","x":"AQ","y":"AQ"}"#, #"{"kid":"bad","kid":"worse",\#(rsaKey)}"#,
        ])
    func uselessKeys(key: String) async throws {
        let set = await WebKeySet(parsing: Array(#"{"keys":[\#(key),{"kid":"good",\#(Self.p256Key)}]}"#.utf8))
        #expect(set?.count == 1)
        #expect(set?["good"] != nil)
        #expect(await WebKeySet(parsing: Array(#"{"keys":[\#(key)]}"#.utf8)) == nil)
    }

    @Test("What is no key set is none, and neither is one that is too long")
    func notASet() async {
        for text in ["", "{}", "[]", #"{"keys":{}}"#, #"{"keys":[]}"#] {
            #expect(await WebKeySet(parsing: Array(text.utf8)) == nil)
        }
        let set = Array(#"{"keys":[{"kid":"k",\#(Self.p256Key)}]}"#.utf8)
        let blanks = [UInt8](repeating: 0x20, count: WebKeySet.lengthLimit - set.count)
        #expect(await WebKeySet(parsing: set + blanks) != nil)
        #expect(await WebKeySet(parsing: set + blanks + [0x20]) == nil)
    }
}
