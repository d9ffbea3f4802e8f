import DivertConfiguration
import Testing

@Suite("Flags beat the environment, the environment beats the file, the file beats the defaults")
struct PrecedenceTests {
    @Test("The strongest source decides each scalar by itself")
    func scalars() throws {
        let yaml = "http: { port: 1 }\ncalls: { drainSeconds: 1, maxDiversions: 1, ringTimeoutSeconds: 1 }\n"
        let configuration = try load(
            yaml,
            environment: [
                "DIVERT_CALLS_DRAIN_SECONDS": "2", "DIVERT_CALLS_RING_TIMEOUT_SECONDS": "2", "HOME": "/root",
            ],
            arguments: ["--calls-ring-timeout-seconds", "3"])
        #expect(configuration.http.port == 1)
        #expect(configuration.http.host == "127.0.0.1")
        #expect(configuration.calls.maxDiversions == 1)
        #expect(configuration.calls.drainSeconds == 2)
        #expect(configuration.calls.ringTimeoutSeconds == 3)
    }

    @Test("A flag's value follows it or stands behind an equals sign")
    func flagForms() throws {
        let configuration = try load(arguments: ["--http-port=0", "--logging-level", "trace", "--data=a=b"])
        #expect(configuration.http.port == 0)
        #expect(configuration.logging.level == .trace)
        #expect(configuration.dataFolder == "a=b")
    }

    @Test("A list of a stronger source replaces the whole list of a weaker one")
    func lists() throws {
        let yaml = "sip: { listen: ['udp://127.0.0.1:1', 'tcp://127.0.0.1:1', 'udp://127.0.0.1:2'] }\n"
        let environment = ["DIVERT_SIP_LISTEN": "udp://127.0.0.1:3, tcp://127.0.0.1:3"]
        #expect(
            try load(yaml, environment: environment).sip.listen.map(\.description)
                == ["udp://127.0.0.1:3", "tcp://127.0.0.1:3"])
        #expect(
            try load(yaml, environment: environment, arguments: ["--sip-listen", "udp://127.0.0.1:4"]).sip.listen
                .map(\.port) == [4])
    }

    @Test(
        "HTTPS is off when the strongest source that mentions it says off",
        arguments: [
            (yaml: "http: { tls: { port: 1 } }", environment: ["DIVERT_HTTP_TLS": "off"], flags: [String](), port: nil),
            ("http: { tls: off }", ["DIVERT_HTTP_TLS_PORT": "2"], [], 2),
            ("http: { tls: off }", [:], ["--http-tls", "on"], 7443),
            ("http: { tls: { port: 1 } }", ["DIVERT_HTTP_TLS": "off", "DIVERT_HTTP_TLS_PORT": "2"], [], nil),
            ("http: { tls: { port: 1 } }", ["DIVERT_HTTP_TLS": "off"], ["--http-tls-port=3"], 3),
            ("http: { tls: { port: 1 } }", ["DIVERT_HTTP_TLS_PORT": "2"], ["--http-tls", "off"], nil),
            ("http: { tls: { port: 1 } }", ["DIVERT_HTTP_TLS": "on"], [], 1),
        ] as [(yaml: String, environment: [String: String], flags: [String], port: Int?)])
    func tls(yaml: String, environment: [String: String], flags: [String], port: Int?) throws {
        let tls = try load(yaml, environment: environment, arguments: flags).http.tls
        #expect(tls == port.map { .on(port: $0, certificate: nil) } ?? .off)
    }

    @Test("Names are the path in capitals or with hyphens, camel case cut before its capitals")
    func names() {
        let names = Dictionary(
            uniqueKeysWithValues: ConfigurationKey.all.map { ($0.path, [$0.environmentName, $0.flagName]) })
        #expect(names["http.port"] == ["DIVERT_HTTP_PORT", "--http-port"])
        #expect(
            names["calls.ringTimeoutSeconds"] == ["DIVERT_CALLS_RING_TIMEOUT_SECONDS", "--calls-ring-timeout-seconds"])
        #expect(names["http.publicUrl"] == ["DIVERT_HTTP_PUBLIC_URL", "--http-public-url"])
        #expect(names["sip.t1Milliseconds"] == ["DIVERT_SIP_T1_MILLISECONDS", "--sip-t1-milliseconds"])
        #expect(names["data"] == ["DIVERT_DATA", "--data"])
        #expect(names["http.tls"] == ["DIVERT_HTTP_TLS", "--http-tls"])
        #expect(names["calls.contextKeys"] == ["DIVERT_CALLS_CONTEXT_KEYS", "--calls-context-keys"])
        #expect(names["sip.peers[].name"] == [nil, nil])
        #expect(names["resources"] == [nil, nil])
    }
}
