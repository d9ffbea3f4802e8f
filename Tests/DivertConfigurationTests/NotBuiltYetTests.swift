import DivertConfiguration
import Testing

@Suite("What the contract names and this version does not serve is refused, not ignored")
struct NotBuiltYetTests {
    private static let peer = "name: a, addresses: ['::1']"

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
            ("storage: { url: 'postgresql://user:word@db/divert' }", "storage.url"),
            ("observability: { healthPort: 9 }", "observability.healthPort"),
            ("observability: { hep: 'udp://127.0.0.1:9060' }", "observability.hep"),
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
            "sip: { peers: [{ \(peer), mode: redirect }] }"
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
