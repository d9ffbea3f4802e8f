import DivertConfiguration
import Testing

@Suite("Without a file, the defaults make the first minute work")
struct DefaultsTests {
    @Test("Everything listens on loopback at the published ports")
    func listeners() throws {
        let configuration = try load()
        #expect(configuration.http.host == "127.0.0.1")
        #expect(configuration.http.port == 7080)
        #expect(configuration.http.publicURL == nil)
        #expect(configuration.http.tls == .on(port: 7443, certificate: nil))
        #expect(configuration.http.clockSkewMinutes == 15)
        #expect(configuration.sip.listen.map(\.description) == ["udp://127.0.0.1:5060", "tcp://127.0.0.1:5060"])
        #expect(configuration.sip.domain == "divert.local")
        #expect(configuration.sip.unknownPeers == .drop)
        #expect(configuration.sip.t1Milliseconds == 500)
        #expect(configuration.sip.batchMilliseconds == 4)
        #expect(configuration.sip.eventLoops == nil)
    }

    @Test("One event loop for each four cores takes SIP, at most four, unless the configuration says how many")
    func eventLoops() throws {
        var sip = try load().sip
        #expect([1, 2, 7, 8, 16, 128].map { sip.eventLoops(forCores: $0) } == [1, 1, 1, 2, 4, 4])
        sip.eventLoops = 7
        #expect(sip.eventLoops(forCores: 2) == 7)
    }

    @Test("The only peer is loopback")
    func peers() throws {
        let sip = try load().sip
        #expect(sip.peers == [.loopback])
        #expect(sip.peers.map(\.name) == ["loopback"])
        #expect(sip.peer(sendingFrom: [127, 3, 2, 1])?.name == "loopback")
        #expect(sip.peer(sendingFrom: [192, 0, 2, 1]) == nil)
    }

    @Test("The only resource is the development one, with the published id and key")
    func resources() throws {
        let resources = try load().resources
        #expect(resources == [.development])
        #expect(resources.first?.name == "local")
        #expect(resources.first?.id == "00000000-0000-0000-0000-000000000001")
        #expect(resources.first?.hosts == ["localhost", "127.0.0.1"])
        let key = try #require(resources.first?.accessKeys.first)
        #expect(key.base64 == "ZGl2ZXJ0LWRldmVsb3BtZW50LWtleS1sb29wYmFjay1vbmx5")
        #expect(Configuration.AccessKey(base64: key.base64) == key)
    }

    @Test("Calls ring 30 seconds and end with 480; nobody is subscribed; nothing is routed")
    func behaviour() throws {
        let configuration = try load()
        #expect(configuration.calls.ringTimeoutSeconds == 30)
        #expect(configuration.calls.onTimeout == .reject)
        #expect(configuration.calls.onUndelivered == .wait)
        #expect(configuration.calls.drainSeconds == 10)
        #expect(configuration.calls.maxDiversions == 5)
        #expect(configuration.calls.contextKeys.isEmpty)
        #expect(configuration.events.subscriptions.isEmpty)
        #expect(!configuration.events.allowPrivateEndpoints)
        #expect(configuration.events.deadLetters.keepDays == 7)
        #expect(configuration.events.deadLetters.keepCount == 10_000)
        #expect(configuration.routes.isEmpty)
        #expect(configuration.dataFolder == "divert-data")
        #expect(configuration.storage.url == "sqlite:divert-data/divert.db")
        #expect(configuration.logging.level == .info)
        #expect(configuration.logging.format == .text)
        #expect(configuration.logging.sip == .off)
    }

    @Test(
        "A file that says nothing changes nothing",
        arguments: ["", "# only a remark\n", "---\n", "{}\n", "http:\nsip:\n  peers:\n  listen:\nresources:\n"])
    func emptyFile(yaml: String) throws {
        #expect(try load(yaml) == load())
    }
}
