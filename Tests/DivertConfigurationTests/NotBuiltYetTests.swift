import DivertConfiguration
import Testing

@Suite("What the contract names and this version does not serve is refused, not ignored")
struct NotBuiltYetTests {
    private static let peer = "name: a, addresses: ['::1']"
    private static let subscription = "name: a, endpoint: 'http://a.example'"

    @Test(
        "Keys and values of later work",
        arguments: [
            ("sip: { tls: { certificate: a } }", "sip.tls"),
            ("sip: { listen: ['tls://0.0.0.0:5061'] }", "sip.listen[0]"),
            ("sip: { listen: ['udp://127.0.0.1', 'ws://127.0.0.1:5066'] }", "sip.listen[1]"),
            ("sip: { listen: ['WSS://127.0.0.1:5067'] }", "sip.listen[0]"),
            ("sip: { advertise: 203.0.113.7 }", "sip.advertise"),
            ("sip: { trustedOrigins: [a] }", "sip.trustedOrigins"),
            ("sip: { peers: [{ \(peer), mode: forward }] }", "sip.peers[0].mode"),
            ("sip: { peers: [{ \(peer), diversion: historyInfo }] }", "sip.peers[0].diversion"),
            ("resources: [{ entra: { issuer: x } }]", "resources[0].entra"),
            ("resources: [{ userTokens: allCalls }]", "resources[0].userTokens"),
            ("calls: { onUndelivered: x }", "calls.onUndelivered"),
            ("events: { subscriptions: [{ \(subscription), schema: cloudEvents }] }", "events.subscriptions[0].schema"),
            (
                "events: { subscriptions: [{ \(subscription), validation: always }] }",
                "events.subscriptions[0].validation"
            ),
            ("events: { subscriptions: [{ \(subscription), replies: true }] }", "events.subscriptions[0].replies"),
            ("storage: { url: 'postgresql://user:word@db/divert' }", "storage.url"),
            ("observability: { metricsPort: 9 }", "observability"),
        ])
    func later(yaml: String, path: String) throws {
        let error = try #require(refusalError(yaml))
        #expect(error.code == .notBuiltYet)
        #expect(error.description.hasPrefix("divert.yaml:1: \(path): not built yet: "), "\(error)")
        #expect(!error.description.contains("word@"))
    }

    @Test(
        "Their default values are accepted",
        arguments: [
            "sip: { peers: [{ \(peer), mode: redirect }] }",
            "resources: [{ userTokens: ownCalls }]",
            "events: { subscriptions: [{ \(subscription), schema: eventGrid, validation: auto, replies: false }] }",
        ])
    func defaults(yaml: String) {
        #expect(refusal(yaml) == nil)
    }

    @Test("Words that neither version knows are impossible values")
    func unknownWords() {
        #expect(
            refusal("sip: { peers: [{ \(Self.peer), mode: teleport }] }")
                == "divert.yaml:1: sip.peers[0].mode: expected redirect or forward, found \"teleport\"")
    }
}
