import CallAutomationModel
import CallContext
import DivertCommands
import Testing

@Suite("divert context decode")
struct DecodedContextTests {
    private static let claims = ContextClaims(
        callID: Array(repeating: 0xAB, count: 16), hop: 1, expiresAt: 1_773_302_430_123, resource: "local", node: "n1",
        from: "4:+14255550199", to: "8:acs:a_b", recipe: Array(repeating: 1, count: 300))

    private static func sealed(_ key: ContextKey) throws -> String {
        var generator = SystemRandomNumberGenerator()
        return try ContextSealer(keys: [key]).seal(self.claims, using: &generator)
    }

    private static func key(_ byte: UInt8) throws -> ContextKey {
        try #require(ContextKey(bytes: Array(repeating: byte, count: 32)))
    }

    @Test("A sealed context is opened with its key, also when it has expired; its SIP part is measured")
    func sealed() throws {
        let key = try Self.key(1)
        let text = try Self.sealed(key)
        let other = try Self.key(2)
        let decoded = try DecodedContext(text) { () throws(CommandFailure) in [other, key] }
        let keyID = try #require(ContextSealer.sealingKeyID(of: text))
        #expect("ContextKey(\(keyID))" == "\(key)")
        #expect(
            decoded.text(now: Self.claims.expiresAt) == """
                A context of Divert, sealed with the key \(keyID)

                call      abababab-abab-abab-abab-abababababab
                hop       1
                resource  local
                node      n1
                from      4:+14255550199
                to        8:acs:a_b
                expires   2026-03-12T08:00:30.123Z
                sip       300 bytes: what answers to the caller repeat
                """)
        #expect(decoded.text(now: Self.claims.expiresAt + 1).contains("30.123Z (expired)"))
        let json = try JSONMembers(body: decoded.json(now: 0).bytes)
        #expect(try json.string("form") == "divert")
        #expect(try json.string("keyId") == keyID)
        #expect(try json.string("callId") == "abababab-abab-abab-abab-abababababab")
        #expect(try json.string("to") == "8:acs:a_b")
        #expect(try json.bool("expired") == false)
        #expect(try json.integer("sipBytes") == 300)
    }

    @Test("Without its key it is named, with a changed byte it is not opened, and nothing of it is shown")
    func unopened() throws {
        let key = try Self.key(1)
        let text = try Self.sealed(key)
        let keyID = try #require(ContextSealer.sealingKeyID(of: text))
        let missing = try #require(throws: CommandFailure.self) {
            try DecodedContext(text) { () throws(CommandFailure) in [] }
        }
        #expect(missing.message.contains(keyID) && missing.advice?.contains("--data") == true)
        let changed = String(text.dropLast(4)) + (text.hasSuffix("AAAA") ? "BBBB" : "AAAA")
        let forged = try #require(throws: CommandFailure.self) {
            try DecodedContext(changed) { () throws(CommandFailure) in [key] }
        }
        #expect(forged.message.contains("changed") && forged.status == ExitStatus.failed)
    }

    @Test("The cloud's contexts want no key; each value has a line of its own")
    func cloud() throws {
        let text = "eyJhbGciOiJub25lIn0.H4sIAAAAAAACA6tWSlSyMqwFAK-sG1YHAAAA."
        let decoded = try DecodedContext(text) { () throws(CommandFailure) in
            throw CommandFailure("no key is wanted")
        }
        #expect(
            decoded.text(now: 0) == """
                A context of the cloud: a JWT, readable by everybody

                header.alg  none
                payload.a   1
                signature   none
                """)
        #expect(
            String(decoding: decoded.json(now: 0).bytes, as: UTF8.self)
                == #"{"form":"jwt","header":{"alg":"none"},"payload":{"a":1},"signatureBytes":0}"#)
    }

    @Test("Anything else is refused with a line that says what is expected", arguments: ["hello", "AAAA", "a.b.c"])
    func anythingElse(text: String) throws {
        let failure = try #require(throws: CommandFailure.self) {
            try DecodedContext(text) { () throws(CommandFailure) in [] }
        }
        #expect(failure.message.contains("no context") && failure.status == ExitStatus.failed)
    }
}
