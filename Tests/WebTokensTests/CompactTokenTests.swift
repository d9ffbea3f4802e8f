import CallAutomationModel
import Testing
import WebTokens

@Suite("Tokens in compact form (RFC 7515)")
struct CompactTokenTests {
    private static func part(_ json: String) -> String { URLSafeBase64.encode(Array(json.utf8)) }

    private static let header = Self.part(#"{"alg":"RS256","kid":"k"}"#)
    private static let payload = Self.part(#"{"exp":1}"#)

    private func refusal(of text: String) -> TokenRefusal? {
        do throws(TokenRefusal) {
            _ = try CompactToken(text)
            return nil
        } catch {
            return error
        }
    }

    @Test("A token is taken apart, and nothing of it is believed")
    func takesApart() throws {
        let token = try CompactToken("\(Self.header).\(Self.payload).AQID")
        #expect(token.algorithm == "RS256")
        #expect(token.keyID == "k")
        #expect(token.claims.integer("exp") == 1)
        #expect(token.signature == [1, 2, 3])
        #expect(token.signingInput == Array("\(Self.header).\(Self.payload)".utf8))
    }

    @Test(
        "Texts that are no token are refused",
        arguments: [
            "", ".", "..", "a.b.c", "\(header).\(payload)", "\(header).\(payload).AQID.AQID", "\(header)..AQID",
            ".\(payload).AQID", "\(header)=.\(payload).AQID", "\(header).\(payload).AQI+", "\(header).\(payload). AQID",
            "\(header).\(payload).AQIDA", "\(part("[]")).\(payload).AQID", "\(header).\(part("1")).AQID",
            "\(part(#"{"kid":"k"}"#)).\(payload).AQID", "\(part(#"{"alg":1}"#)).\(payload).AQID",
            "\(part(#"{"alg":"RS256","alg":"none"}"#)).\(payload).AQID",
            "\(header).\(part(#"{"exp":1,"exp":2}"#)).AQID",
        ])
    func malformed(text: String) {
        #expect(self.refusal(of: text) == .malformed)
    }

    @Test("An extension that must be understood is refused (§4.1.11)")
    func critical() {
        let header = Self.part(#"{"alg":"RS256","crit":["b64"],"b64":false}"#)
        #expect(self.refusal(of: "\(header).\(Self.payload).AQID") == .algorithm)
    }

    @Test("A token may have 16 KiB and no more")
    func limit() {
        let start = "\(Self.header).\(Self.payload)."
        let room = CompactToken.limit - start.utf8.count
        let signature = String(repeating: "A", count: room - (room % 4 == 1 ? 1 : 0))
        #expect(self.refusal(of: start + signature) == nil)
        #expect(self.refusal(of: start + String(repeating: "A", count: room + 3)) == .malformed)
    }

    @Test("What stands alone in Authorization is a token when it has three parts and no blank")
    func form() {
        #expect(CompactToken.isOfForm("a.b.c"))
        for text in ["", "a.b", "a.b.c.d", "Bearer a.b.c", "HMAC-SHA256 a.b.c"] {
            #expect(!CompactToken.isOfForm(text))
        }
    }
}

@Suite("Claims of a token (RFC 7519)")
struct TokenClaimsTests {
    private func claims(_ json: String) -> TokenClaims? { TokenClaims(parsing: Array(json.utf8)) }

    @Test("Only an object whose names stand once is read")
    func objects() {
        #expect(self.claims("{}") != nil)
        for text in ["", "[]", "1", #""a""#, "{", #"{"a":1,"a":1}"#] { #expect(self.claims(text) == nil) }
    }

    @Test("A NumericDate is a number of seconds, of which the part before the point counts (§2)")
    func dates() {
        let claims = self.claims(#"{"a":1760000000,"b":1760000000.9,"c":"1","d":-1,"e":1e3,"f":9999999999999}"#)
        #expect(claims?.seconds("a") == 1_760_000_000)
        #expect(claims?.seconds("b") == 1_760_000_000)
        for name in ["c", "d", "e", "f", "g"] { #expect(claims?.seconds(name) == nil) }
    }

    @Test("An audience is one text or several (§4.1.3)")
    func audiences() {
        let claims = self.claims(#"{"one":"a","two":["a","b"],"none":[],"mixed":["a",1],"other":1}"#)
        #expect(claims?.texts("one") == ["a"])
        #expect(claims?.texts("two") == ["a", "b"])
        #expect(claims?.texts("none") == [])
        #expect(claims?.texts("mixed") == nil)
        #expect(claims?.texts("other") == nil)
    }
}
