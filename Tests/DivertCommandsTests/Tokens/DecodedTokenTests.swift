import CallAutomationModel
import DivertCommands
import DivertTesting
import Testing
import UserTokens

@Suite("divert token decode")
struct DecodedTokenTests {
    private static let payload = #"{"skypeid":"acs:r_u","scp":1792,"exp":1760000000,"acsScope":"voip"}"#

    private func token() async throws -> String {
        try await SampleSigningKeys.key(0).sign(Array(Self.payload.utf8))
    }

    @Test("Each claim has a line, and so has what the token is worth")
    func table() async throws {
        let ring = SigningKeyRing([try await SampleSigningKeys.key(0)])
        let decoded = try DecodedToken(await self.token(), keys: ring)
        let lines = decoded.text(now: 1_760_000_000).split(separator: "\n").map(String.init)
        #expect(lines.contains("header.alg  RS256"))
        #expect(lines.contains("skypeid     acs:r_u"))
        #expect(lines.contains("scp         1792"))
        #expect(lines.contains("expires     2025-10-09T08:53:20.000Z (expired)"))
        #expect(lines.contains("signature   good"))
        #expect(!decoded.text(now: 1_759_999_999).contains("(expired)"))
    }

    @Test("The signature is good, wrong, or of a key that is not at hand")
    func signatures() async throws {
        let (ours, other) = (try await SampleSigningKeys.key(0), try await SampleSigningKeys.key(1))
        let token = try await self.token()
        let parts = token.split(separator: ".")
        let changed = "\(parts[0]).\(URLSafeBase64.encode(Array("{}".utf8))).\(parts[2])"
        #expect(try DecodedToken(token, keys: SigningKeyRing([other, ours])).signature == .good)
        #expect(try DecodedToken(changed, keys: SigningKeyRing([ours])).signature == .wrong)
        #expect(try DecodedToken(token, keys: SigningKeyRing([other])).signature == .unchecked)
        #expect(try DecodedToken(token, keys: nil).signature == .unchecked)
    }

    @Test("JSON holds header and claims as they are")
    func json() async throws {
        let decoded = try DecodedToken(await self.token(), keys: nil)
        let json = try JSONValue(parsing: decoded.json(now: 0).bytes)
        #expect(json["claims"] == (try JSONValue(parsing: Array(Self.payload.utf8))))
        #expect(json["header"]?.text("typ") == "JWT")
        #expect(json["expired"] == .bool(false) && json.text("signature") == "not checked")
    }

    @Test("What is no token is told so", arguments: ["", "abc", "a.b.c", "eyJhbGciOiJub25lIn0.e30"])
    func noToken(text: String) {
        #expect(throws: CommandFailure.self) { try DecodedToken(text, keys: nil) }
    }
}
