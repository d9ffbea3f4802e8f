import DivertConfiguration
import Testing

@Suite("Short forms stand for lists that would need a file")
struct ShortFormTests {
    @Test("--webhook is one subscription, instead of those of the file")
    func webhook() throws {
        let yaml = """
            events:
              subscriptions:
                - { name: one, endpoint: "http://a.example/", timeToLiveSeconds: 5 }
                - { name: two, endpoint: "http://b.example/" }
            """
        for subscriptions in [
            try load(yaml, arguments: ["--webhook", "http://c.example/hook"]).events.subscriptions,
            try load(yaml, environment: ["DIVERT_WEBHOOK": "http://c.example/hook"]).events.subscriptions,
        ] {
            #expect(subscriptions.map(\.name) == ["webhook"])
            #expect(subscriptions.map(\.endpoint.text) == ["http://c.example/hook"])
            #expect(subscriptions.map(\.timeToLiveSeconds) == [60])
        }
    }

    @Test("Access keys and hosts are those of the only resource, configured or not")
    func onlyResource() throws {
        let environment = ["DIVERT_ACCESS_KEYS": "b25l,dHdv", "DIVERT_HOSTS": "divert.example"]
        let bare = try load(environment: environment).resources
        #expect(bare.map(\.name) == ["local"])
        #expect(bare.first?.accessKeys.map(\.base64) == ["b25l", "dHdv"])
        #expect(bare.first?.hosts == ["divert.example"])

        let yaml = "resources:\n  - name: mine\n    numbers: ['+1*']\n    accessKeys: [dGhyZWU=, Zm91cg==, Zml2ZQ==]\n"
        let configured = try load(yaml, environment: environment, arguments: ["--access-keys", "c2l4"]).resources
        #expect(configured.map(\.name) == ["mine"])
        #expect(configured.first?.accessKeys.map(\.base64) == ["c2l4"])
        #expect(configured.first?.numbers.map(\.description) == ["+1*"])
    }

    @Test("With several resources nobody knows which one is meant")
    func severalResources() {
        let yaml = """
            resources:
              - { name: a, id: 00000000-0000-0000-0000-00000000000a }
              - { name: b, id: 00000000-0000-0000-0000-00000000000b }
            """
        #expect(
            refusal(yaml, environment: ["DIVERT_ACCESS_KEYS": "b25l"])
                == "DIVERT_ACCESS_KEYS: expected one resource to apply this to, found 2; "
                + "set resources[].accessKeys in the file")
    }

    @Test("Peers are networks of one peer, instead of those of the file")
    func peers() throws {
        let sip = try load(
            "sip: { peers: [{ name: old, addresses: [127.0.0.1] }] }",
            environment: ["DIVERT_PEERS": "192.0.2.0/24, 2001:db8::/32"]
        ).sip
        #expect(sip.peers.map(\.name) == ["peers"])
        #expect(sip.peer(sendingFrom: [192, 0, 2, 200])?.trusted == false)
        #expect(sip.peer(sendingFrom: [127, 0, 0, 1]) == nil)
    }
}
