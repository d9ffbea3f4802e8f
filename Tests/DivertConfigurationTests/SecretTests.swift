import DivertConfiguration
import Testing

@Suite("Secrets stay secret and the published key stays at home")
struct SecretTests {
    @Test(
        "The development key is accepted on loopback only",
        arguments: [
            ("127.0.0.1", true), ("127.8.8.8", true), ("::1", true), ("'[::1]'", true), ("localhost", true),
            ("LOCALHOST", true), ("0.0.0.0", false), ("'::'", false), ("192.0.2.1", false), ("divert.example", false),
        ])
    func developmentKey(host: String, isAccepted: Bool) {
        let development = "ZGl2ZXJ0LWRldmVsb3BtZW50LWtleS1sb29wYmFjay1vbmx5"
        for resources in [
            "", "resources: [{ name: a }]\n", "resources: [{ accessKeys: [] }]\n",
            "resources: [{ accessKeys: [c2VjcmV0, \(development)] }]\n",
        ] {
            let error = refusalError("http:\n  host: \(host)\n\(resources)")
            #expect(error?.code == (isAccepted ? nil : .developmentKeyExposed), "\(resources)")
        }
        #expect(refusal("http:\n  host: \(host)\nresources: [{ accessKeys: [c2VjcmV0] }]\n") == nil)
    }

    @Test("The refusal says what to configure, wherever the address came from")
    func refusalLine() {
        let reason =
            "expected a loopback address while the development access key is accepted, found \"0.0.0.0\"; "
            + "configure resources[].accessKeys (or DIVERT_ACCESS_KEYS)"
        #expect(refusal("http:\n  host: 0.0.0.0\n") == "divert.yaml:2: http.host: \(reason)")
        #expect(refusal(environment: ["DIVERT_HTTP_HOST": "0.0.0.0"]) == "DIVERT_HTTP_HOST: \(reason)")
        #expect(refusal(arguments: ["--http-host", "0.0.0.0"]) == "--http-host: \(reason)")
        #expect(refusal(environment: ["DIVERT_HTTP_HOST": "0.0.0.0", "DIVERT_ACCESS_KEYS": "c2VjcmV0"]) == nil)
    }

    @Test("Keys do not show in descriptions, interpolations and dumps of a whole configuration")
    func redaction() throws {
        let configuration = try load(
            """
            resources: [{ accessKeys: [c2VjcmV0LW9uZQ==] }]
            calls: { contextKeys: ["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="] }
            events: { subscriptions: [{ name: a, endpoint: "https://a.example/hook?code=hidden" }] }
            """)
        var dumped = ""
        dump(configuration, to: &dumped)
        for text in [dumped, "\(configuration)", String(reflecting: configuration)] {
            #expect(!text.contains("c2VjcmV0"))
            #expect(!text.contains("AAAA"))
            #expect(!text.contains("code=hidden"))
            #expect(!text.contains("115"), "bytes of a key")
        }
        #expect("\(try #require(configuration.resources.first?.accessKeys.first))" == "[redacted]")
    }

    @Test("A broken webhook address does not show its query or its user")
    func brokenEndpoint() {
        #expect(
            refusal(arguments: ["--webhook", "https://user:hidden@a.example/hook?code=hidden"])
                == "--webhook: expected an http or https URL, found \"…@a.example/hook?…\"")
    }
}
