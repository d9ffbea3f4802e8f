import DivertConfiguration
import EventDelivery
import Testing

@Suite("The file")
struct FileTests {
    static let complete = """
        http:
          host: 127.0.0.1
          port: 0
          publicUrl: https://divert.example:8443/calls/
          tls: { port: 0, certificate: cert.pem, privateKey: /etc/key.pem }
          authentication: { clockSkewMinutes: 5 }
        sip:
          domain: Divert.Example
          listen: ["udp://0.0.0.0:5060", "tcp://[::1]:0", "udp://sip.example"]
          unknownPeers: reject
          t1Milliseconds: 100
          batchMilliseconds: 9
          eventLoops: 3
          peers:
            - name: carrier
              addresses: [10.0.0.0/8, "2001:db8::/32", 192.0.2.7]
              mode: redirect
              resource: second
              trusted: true
              remotePartyId: true
              ringback: true
              headers: [User-To-User, "X-MS-Custom-*"]
              numberPlan: { countryCode: "49", internationalPrefix: "00", nationalPrefix: "0" }
              calledNumber: pCalledPartyId
              diversion: diversion
              privateCallers: show
              maxPendingCalls: 500
              maxCallsPerSecond: 50
              answers:
                timeout: { status: 503, cause: 34, retryAfterSeconds: 10 }
                busy: { status: 600 }
            - name: edge
              addresses: [10.1.0.0/16]
        resources:
          - name: first
            id: 11111111-2222-3333-4444-55555555ABCD
            hosts: [First.Example, "[::1]"]
            accessKeys: ["c2VjcmV0LW9uZQ==", "c2VjcmV0LXR3bw=="]
            userTokens: ownCalls
            numbers: [+14255550100, "+1425*"]
            targets: { allow: ["+1*"], deny: ["+1900*"], allowPrivate: true, sipDomains: [pbx.example] }
          - name: second
            id: 11111111-2222-3333-4444-555555555556
            accessKeys: ["c2VjcmV0LXRocmVl"]
        routes:
          - { to: "+1*", uri: "sip:{number}@gw1.example.net;user=phone" }
          - { to: "8:orgid:*", uri: "sip:{id}@teams-sbc.example.net;transport=tls" }
          - { to: "4:+14255550100", uri: "sip:{number}@{peerAddress};user=phone" }
          - { to: "*", uri: "sip:{rawId}@{domain}" }
        calls:
          ringTimeoutSeconds: 0
          onTimeout: redirect
          onTimeoutTarget: "+14255550199"
          drainSeconds: 3
          maxDiversions: 9
          policyRecordsPerSecond: 1000
          contextKeys: ["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="]
        events:
          subscriptions:
            - name: app
              resource: first
              endpoint: http://127.0.0.1:9090/api/events?code=abc
              schema: eventGrid
              validation: auto
              replies: false
              maxDeliveryAttempts: 3
              timeToLiveSeconds: 90
              filter: { to: ["+14255550100"], from: ["8:acs:*", "*"] }
        data: state
        storage:
          url: sqlite:db/divert.db
        logging: { level: debug, format: json, sip: headers }
        """

    @Test("Every key that is served arrives where it belongs")
    func completeFile() throws {
        let configuration = try load(Self.complete, file: "/etc/divert/divert.yaml")
        #expect(configuration.http.port == 0)
        #expect(configuration.http.publicURL?.text == "https://divert.example:8443/calls")
        #expect(configuration.http.publicURL?.path == "/calls")
        #expect(
            configuration.http.tls
                == .on(port: 0, certificate: .init(certificate: "/etc/divert/cert.pem", privateKey: "/etc/key.pem")))
        #expect(configuration.http.clockSkewMinutes == 5)
        #expect(configuration.sip.domain == "divert.example")
        #expect(
            configuration.sip.listen.map(\.description)
                == ["udp://0.0.0.0:5060", "tcp://[::1]:0", "udp://sip.example:5060"])
        #expect(configuration.sip.unknownPeers == .reject)
        #expect(configuration.sip.t1Milliseconds == 100)
        #expect(configuration.sip.batchMilliseconds == 9)
        #expect(configuration.sip.eventLoops == 3)
        #expect(configuration.sip.peers.map(\.name) == ["carrier", "edge"])
        #expect(configuration.sip.peers.map(\.trusted) == [true, false])
        #expect(configuration.sip.peers.map(\.ringback) == [true, false])
        #expect(configuration.sip.peers.map(\.resource) == ["second", nil])
        let carrier = try #require(configuration.sip.peers.first)
        #expect(
            carrier.numberPlan
                == Configuration.Peer.NumberPlan(countryCode: "49", internationalPrefix: "00", nationalPrefix: "0"))
        #expect(carrier.calledNumber == .pCalledPartyID)
        #expect(configuration.sip.peers.map(\.diversion) == [true, false])
        #expect(configuration.sip.peers.map(\.hidesPrivateCallers) == [false, true])
        #expect(carrier.maxPendingCalls == 500)
        #expect(carrier.maxCallsPerSecond == 50)
        #expect(
            carrier.answers == [
                "timeout": Configuration.Peer.Answer(status: 503, cause: 34, retryAfterSeconds: 10),
                "busy": Configuration.Peer.Answer(status: 600),
            ])
        #expect(configuration.sip.peers.last?.numberPlan == nil)
        #expect(configuration.calls.policyRecordsPerSecond == 1000)
        #expect(configuration.sip.peers.map(\.headers) == [["User-To-User", "X-MS-Custom-*"], []])
        #expect(configuration.resources.first?.targets.deny == ["+1900*"])
        #expect(configuration.resources.first?.targets.allowPrivate == true)
        #expect(configuration.resources.last?.targets == Configuration.Targets())
        #expect(configuration.resources.map(\.id).first == "11111111-2222-3333-4444-55555555abcd")
        #expect(configuration.resources.map(\.hosts) == [["first.example", "::1"], []])
        #expect(configuration.resources.first?.accessKeys.first?.bytes == Array("secret-one".utf8))
        #expect(configuration.resources.first?.numbers.map(\.description) == ["+14255550100", "+1425*"])
        #expect(configuration.resources.first?.numbers.map(\.isPrefix) == [false, true])
        #expect(configuration.routes.map(\.pattern) == ["+1*", "8:orgid:*", "4:+14255550100", "*"])
        #expect(configuration.calls.onTimeout == .redirect(target: "+14255550199"))
        #expect(configuration.calls.ringTimeoutSeconds == 0)
        #expect(configuration.calls.contextKeys.map(\.bytes) == [[UInt8](repeating: 0, count: 32)])
        let subscription = try #require(configuration.events.subscriptions.first)
        #expect(subscription.endpoint.text == "http://127.0.0.1:9090/api/events?code=abc")
        #expect(subscription.endpoint.query == "code=abc")
        #expect(subscription.filter.from == ["8:acs:*", "*"])
        #expect(subscription.maxDeliveryAttempts == 3)
        #expect(subscription.timeToLiveSeconds == 90)
        #expect(configuration.logging.level == .debug)
        #expect(configuration.logging.format == .json)
        #expect(configuration.logging.sip == .headers)
    }

    @Test(
        "Relative names start at the file's folder",
        arguments: [
            ("divert.yaml", "state"), ("conf/divert.yaml", "conf/state"), ("/divert.yaml", "/state"),
            ("/etc/divert.yaml", "/etc/state"),
        ])
    func relativeNames(file: String, folder: String) throws {
        let configuration = try load("data: state\n", file: file)
        #expect(configuration.dataFolder == folder)
        #expect(configuration.storage.path == folder + "/divert.db")
        #expect(try load("http:\n", arguments: ["--data", "state"], file: file).dataFolder == folder)
        #expect(try load("data: /var/lib/divert\n", file: file).dataFolder == "/var/lib/divert")
    }

    @Test("A database elsewhere is a file name after sqlite:, absolute also with slashes before it")
    func storage() throws {
        #expect(try load("storage: { url: 'sqlite:a/b.db' }").storage.path == "a/b.db")
        #expect(try load("storage: { url: 'sqlite:///a/b.db' }").storage.path == "/a/b.db")
        #expect(refusal("storage: { url: 'sqlite://host/b.db' }") != nil)
        #expect(refusal("storage: { url: 'mysql://host/b' }") != nil)
    }

    @Test("The only resource may leave out what the development resource has")
    func onlyResource() throws {
        let resources = try load("resources:\n  - accessKeys: [c2VjcmV0]\n").resources
        #expect(resources.map(\.name) == ["local"])
        #expect(resources.map(\.id) == [Configuration.Resource.development.id])
        #expect(resources.map(\.hosts) == [["localhost", "127.0.0.1"]])
        #expect(resources.first?.accessKeys.map(\.base64) == ["c2VjcmV0"])
    }

    @Test("Lists may be empty where nothing is a choice of its own")
    func emptyLists() throws {
        let configuration = try load("sip: { listen: [], peers: [] }\nroutes: []\nevents: { subscriptions: [] }\n")
        #expect(configuration.sip.listen.isEmpty)
        #expect(configuration.sip.peers.isEmpty)
        #expect(configuration.events.subscriptions.isEmpty)
    }

    @Test("http.tls: off switches HTTPS off")
    func tlsOff() throws {
        #expect(try load("http:\n  tls: off\n").http.tls == .off)
        #expect(try load("http:\n  tls: 'off'\n").http.tls == .off)
    }

    @Test("A file that is not there says what the operating system says")
    func missingFile() {
        #expect(throws: ConfigurationError.self) {
            try Configuration.load(file: "/nonexistent/divert.yaml", environment: [:])
        }
        do {
            _ = try Configuration.load(file: "/nonexistent/divert.yaml", environment: [:])
        } catch {
            #expect(error.code == .unreadableFile)
            #expect(
                error.description
                    == "/nonexistent/divert.yaml: expected a readable file, found: No such file or directory")
        }
    }

    @Test("A folder is not a file")
    func folder() {
        do {
            _ = try Configuration.load(file: "/", environment: [:])
            Issue.record("accepted a folder")
        } catch {
            #expect(error.description == "/: expected a readable file, found: Is a directory")
        }
    }

    @Test("Bytes that are not UTF-8 are refused")
    func notUTF8() {
        do {
            _ = try Configuration.load(file: "divert.yaml", environment: [:], readFile: { _ in [0x61, 0xFF] })
            Issue.record("accepted other bytes")
        } catch {
            #expect(error.description == "divert.yaml: expected UTF-8 text, found other bytes")
        }
    }
}
