import DivertConfiguration
import Testing

@Suite("Every setting can be shown with its value and where it came from")
struct ProvenanceTests {
    private static let file = """
        http: { port: 1 }
        sip:
          peers:
            - name: carrier
              addresses: [192.0.2.0/24,
                2001:db8::7]
              ringback: true
            - { name: edge, addresses: [10.0.0.1] }
        resources:
          - accessKeys: [c2VjcmV0LW9uZQ==, c2VjcmV0LXR3bw==]
        calls:
          contextKeys: ["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="]
          drainSeconds: 1
        events:
          subscriptions:
            - name: app
              endpoint: https://a.example/hook?code=hidden
              filter:
                to: ["+1*"]
        data: state
        """

    private func rows(_ loaded: LoadedConfiguration) -> [String: String] {
        Dictionary(
            uniqueKeysWithValues: loaded.settings.map { setting in
                let value =
                    switch setting.value {
                    case .text(let text): text
                    case .integer(let number): "\(number)"
                    case .boolean(let truth): "\(truth)"
                    case .list(let items): "[\(items.joined(separator: " "))]"
                    case .absent(let phrase): "(\(phrase))"
                    }
                return (setting.path, "\(value) from \(setting.place)")
            })
    }

    @Test("The strongest source is named: flag, variable, line of the file, default")
    func sources() throws {
        let rows = rows(
            try loaded(
                Self.file, environment: ["DIVERT_CALLS_DRAIN_SECONDS": "2", "DIVERT_CALLS_MAX_DIVERSIONS": "3"],
                arguments: ["--calls-max-diversions=4"]))
        #expect(rows["http.port"] == "1 from divert.yaml:1")
        #expect(rows["http.host"] == "127.0.0.1 from default")
        #expect(rows["calls.drainSeconds"] == "2 from DIVERT_CALLS_DRAIN_SECONDS")
        #expect(rows["calls.maxDiversions"] == "4 from --calls-max-diversions")
    }

    @Test("Elements of lists have their index, and keys that nobody wrote in them their default")
    func elements() throws {
        let rows = rows(try loaded(Self.file))
        #expect(rows["sip.peers[0].name"] == "carrier from divert.yaml:4")
        #expect(rows["sip.peers[0].addresses"] == "[192.0.2.0/24 2001:db8::7] from divert.yaml:5")
        #expect(rows["sip.peers[0].ringback"] == "true from divert.yaml:7")
        #expect(rows["sip.peers[1].name"] == "edge from divert.yaml:8")
        #expect(rows["sip.peers[1].ringback"] == "false from default")
        #expect(rows["resources[0].name"] == "local from default")
        #expect(rows["events.subscriptions[0].filter.to"] == "[+1*] from divert.yaml:19")
        #expect(rows["events.subscriptions[0].filter.from"] == "[*] from default")
        #expect(rows["routes"] == "(numbers go back to where the call came from) from default")
    }

    @Test("What is there by default is shown as what it is: the loopback peer and the development resource")
    func defaults() throws {
        let rows = rows(try loaded())
        #expect(rows["sip.peers[0].name"] == "loopback from default")
        #expect(rows["sip.peers[0].addresses"] == "[127.0.0.0/8 ::1/128] from default")
        #expect(rows["sip.peers[0].trusted"] == "true from default")
        #expect(rows["resources[0].id"] == "00000000-0000-0000-0000-000000000001 from default")
        #expect(rows["resources[0].hosts"] == "[localhost 127.0.0.1] from default")
        #expect(rows["resources[0].accessKeys"] == "[[redacted]] from default")
        #expect(rows["storage.url"] == "sqlite:divert-data/divert.db from default")
        #expect(rows["http.tls"] == "on from default")
        #expect(rows["calls.contextKeys"] == "(one is made and kept in the data folder) from default")
    }

    @Test("An empty list of access keys stands for the development key, and is shown so")
    func emptyKeys() throws {
        let rows = rows(try loaded("resources: [{ accessKeys: [] }]"))
        #expect(rows["resources[0].accessKeys"] == "[[redacted]] from default")
    }

    @Test("An empty list that was written is empty, and somebody wrote it")
    func emptyList() throws {
        let rows = rows(try loaded("sip: { peers: [], listen: [] }"))
        #expect(rows["sip.peers"] == "[] from divert.yaml:1")
        #expect(rows["sip.listen"] == "[] from divert.yaml:1")
        #expect(rows["sip.peers[0].name"] == nil)
    }

    @Test("Names of files are shown as they are looked for")
    func files() throws {
        let rows = rows(
            try loaded(
                "data: state\nhttp: { tls: { certificate: cert.pem, privateKey: /key.pem } }\n",
                environment: ["DIVERT_STORAGE_URL": "sqlite:calls.db"], file: "/etc/divert/divert.yaml"))
        #expect(rows["data"] == "/etc/divert/state from /etc/divert/divert.yaml:1")
        #expect(rows["storage.url"] == "sqlite:/etc/divert/calls.db from DIVERT_STORAGE_URL")
        #expect(rows["http.tls.certificate"] == "/etc/divert/cert.pem from /etc/divert/divert.yaml:2")
        #expect(rows["http.tls.privateKey"] == "/key.pem from /etc/divert/divert.yaml:2")
    }

    @Test("HTTPS that is off has no port and no certificate")
    func off() throws {
        let rows = rows(try loaded(arguments: ["--http-tls", "off"]))
        #expect(rows["http.tls"] == "off from --http-tls")
        #expect(rows.keys.filter { $0.hasPrefix("http.tls.") }.isEmpty)
    }

    @Test("Short forms are named where they put something")
    func shortForms() throws {
        let rows = rows(
            try loaded(
                environment: ["DIVERT_ACCESS_KEYS": "b25l,dHdv", "DIVERT_PEERS": "192.0.2.0/24"],
                arguments: ["--webhook", "http://a.example/", "--hosts=a.example"]))
        #expect(rows["resources[0].accessKeys"] == "[[redacted] [redacted]] from DIVERT_ACCESS_KEYS")
        #expect(rows["resources[0].hosts"] == "[a.example] from --hosts")
        #expect(rows["resources[0].id"] == "00000000-0000-0000-0000-000000000001 from default")
        #expect(rows["sip.peers[0].addresses"] == "[192.0.2.0/24] from DIVERT_PEERS")
        #expect(rows["sip.peers[0].trusted"] == "false from default")
        #expect(rows["events.subscriptions[0].endpoint"] == "http://a.example/ from --webhook")
    }

    @Test("No secret is in any row, and no query of a URL")
    func secrets() throws {
        let settings = try loaded(Self.file).settings
        let text = "\(settings)"
        #expect(!text.contains("c2VjcmV0"))
        #expect(!text.contains("AAAA"))
        #expect(!text.contains("hidden"))
        #expect(
            rows(try loaded(Self.file))["events.subscriptions[0].endpoint"]?.hasPrefix("https://a.example/hook?…")
                == true)
    }

    @Test("Every key that can be set has its row, in the order of the table")
    func complete() throws {
        let yaml = Self.file + "\nroutes: [{ to: '*', uri: 'sip:a@b' }]\n"
        let paths = try loaded(yaml).settings.map(\.path)
        let elements = ["sip.peers[0]", "resources[0]", "routes[0]", "events.subscriptions[0]"]
        let first = paths.filter { path in
            !path.contains("[") || elements.contains { path.hasPrefix($0 + ".") }
        }.map { $0.replacing("[0]", with: "[]") }
        let sections = [
            "http", "http.authentication", "sip", "calls", "events", "events.deadLetters", "storage", "logging",
            "observability",
        ]
        let answers = ["timeout", "undelivered", "unresolvable", "busy", "forbidden", "declined", "shutdown"].map {
            "sip.peers[].answers.\($0)"
        }
        let lists =
            [
                "sip.peers", "sip.peers[].numberPlan", "sip.peers[].answers", "resources", "resources[].entra",
                "resources[].targets", "routes", "events.subscriptions", "events.subscriptions[].filter",
            ] + answers
        #expect(
            first
                == ConfigurationKey.all.filter { $0.later == nil && !(sections + lists).contains($0.path) }.map(\.path))
    }
}
