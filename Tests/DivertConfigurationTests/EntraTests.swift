import DivertConfiguration
import Testing

@Suite("resources[].entra and resources[].userTokens")
struct EntraTests {
    private func entra(_ members: String) throws -> Configuration.Entra? {
        try load("resources: [{ entra: { \(members) } }]").resources[0].entra
    }

    private static let issuer = "issuer: 'https://login.example/tenant/v2.0'"

    @Test("Without the section no Entra token is accepted")
    func absent() throws {
        #expect(try load().resources[0].entra == nil)
        #expect(try load("resources: [{ entra: }]").resources[0].entra == nil)
    }

    @Test("The audience is one text or a list, and the SDKs' own where nothing is said")
    func audiences() throws {
        let jwks = "jwks: keys.json"
        #expect(
            try self.entra("\(Self.issuer), \(jwks)")?.audiences == ["https://communication.azure.com"])
        #expect(try self.entra("\(Self.issuer), \(jwks), audience: 'api://divert'")?.audiences == ["api://divert"])
        #expect(try self.entra("\(Self.issuer), \(jwks), audience: [a, b]")?.audiences == ["a", "b"])
    }

    @Test("Keys come from an https URL, an http URL on this machine, or a file beside the configuration")
    func keySets() throws {
        for url in [
            "https://login.example/keys", "http://127.0.0.1:8080/keys", "http://[::1]/keys", "http://localhost/k",
        ] {
            guard case .url(let address) = try self.entra("\(Self.issuer), jwks: '\(url)'")?.keySet else {
                Issue.record("\(url) is no URL")
                continue
            }
            #expect(address.text == url)
        }
        #expect(try self.entra("\(Self.issuer), jwks: keys.json")?.keySet == .file("keys.json"))
        let yaml = "resources: [{ entra: { \(Self.issuer), jwks: keys.json } }]"
        let elsewhere = try load(yaml, file: "/etc/divert/divert.yaml").resources[0].entra
        #expect(elsewhere?.keySet == .file("/etc/divert/keys.json"))
    }

    @Test(
        "What is missing or cannot be is refused with a line",
        arguments: [
            BadFile(
                "resources: [{ entra: { jwks: a } }]",
                "divert.yaml:1: resources[0].entra.issuer: expected an http or https URL, found nothing"),
            BadFile(
                "resources: [{ entra: { issuer: tenant, jwks: a } }]",
                "divert.yaml:1: resources[0].entra.issuer: expected an http or https URL, found \"tenant\""),
            BadFile(
                "resources: [{ entra: { \(issuer) } }]",
                "divert.yaml:1: resources[0].entra.jwks: expected an https URL (on this machine also http) or the name of "
                    + "a file, found nothing"),
            BadFile(
                "resources: [{ entra: { \(issuer), jwks: 'http://login.example/keys' } }]",
                "divert.yaml:1: resources[0].entra.jwks: expected an https URL (on this machine also http) or the name of "
                    + "a file, found \"http://login.example/keys\""),
            BadFile(
                "resources: [{ entra: { \(issuer), jwks: a, audience: [] } }]",
                "divert.yaml:1: resources[0].entra.audience: expected a text without blanks or a list of such, found nothing"
            ),
            BadFile(
                "resources: [{ entra: { \(issuer), jwks: a, audience: ['a b'] } }]",
                "divert.yaml:1: resources[0].entra.audience[0]: expected a text without blanks, found \"a b\""),
            BadFile(
                "resources: [{ userTokens: someCalls }]",
                "divert.yaml:1: resources[0].userTokens: expected ownCalls or allCalls, found \"someCalls\""),
        ])
    func refused(file: BadFile) {
        #expect(refusal(file.yaml) == file.line)
    }

    @Test("User tokens decide own calls unless all calls are said")
    func userTokens() throws {
        #expect(try load().resources[0].userTokens == .ownCalls)
        #expect(try load("resources: [{ userTokens: allCalls }]").resources[0].userTokens == .allCalls)
    }
}
