import CallContext
import DivertTesting
import Testing

/// Claims and keys for tests.
enum SampleClaims {
    static let expiry: Int64 = 1_773_302_400_000

    static func claims(recipe: [UInt8] = Array("Via: SIP/2.0/UDP …".utf8)) -> ContextClaims {
        ContextClaims(
            callID: Array(0..<16), hop: 1, expiresAt: Self.expiry, resource: "local", node: "node-1",
            from: "4:+14255550100", to: "8:acs:b9614373-fd0b-480c-8fd2-cb58b70eab9f_0f50d091", recipe: recipe)
    }

    static func key(_ byte: UInt8) throws -> ContextKey {
        try #require(ContextKey(bytes: Array(repeating: byte, count: 32)))
    }

    static func random(using generator: inout SeededGenerator) -> ContextClaims {
        func text(_ generator: inout SeededGenerator) -> String {
            let characters: [Character] = ["a", ":", "é", "😀", "_", "\u{0}", "9"]
            return String(
                (0..<Int.random(in: 0...20, using: &generator)).map { _ in
                    characters.randomElement(using: &generator) ?? "a"
                })
        }
        return ContextClaims(
            callID: (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) },
            hop: UInt8.random(in: .min ... .max, using: &generator),
            expiresAt: Int64.random(in: .min ... .max, using: &generator),
            resource: text(&generator), node: text(&generator), from: text(&generator), to: text(&generator),
            recipe: (0..<Int.random(in: 0...2000, using: &generator)).map { _ in
                UInt8.random(in: .min ... .max, using: &generator)
            })
    }
}
