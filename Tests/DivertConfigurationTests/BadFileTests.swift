import DivertConfiguration
import Testing

@Suite("A bad file stops the start with one line: file, line, key, what was expected")
struct BadFileTests {
    @Test(
        "Unknown keys name the nearest one",
        arguments: [
            BadFile("htp: {}", "htp: expected a known key, found an unknown one; did you mean http?"),
            BadFile(
                "http: { prot: 1 }", "http.prot: expected a known key, found an unknown one; did you mean http.port?"),
            BadFile("port: 1", "port: expected a known key, found an unknown one; did you mean http.port?"),
            BadFile(
                "calls: { ringtimeoutSeconds: 1 }",
                "calls.ringtimeoutSeconds: expected a known key, found an unknown one; "
                    + "did you mean calls.ringTimeoutSeconds?"),
            BadFile(
                "sip: { peers: [{ nane: a }] }",
                "sip.peers[0].nane: expected a known key, found an unknown one; did you mean sip.peers[].name?"),
            BadFile(
                "logging: { wavelength: 1 }",
                "logging.wavelength: expected one of level, format, sip, found an unknown key"),
            BadFile("http.port: 1", "http.port: expected a known key, found an unknown one; did you mean http.port?"),
        ])
    func unknownKeys(bad: BadFile) {
        #expect(refusal(bad.yaml) == "divert.yaml:1: \(bad.line)")
    }

    @Test(
        "Wrong types",
        arguments: [
            BadFile("- a", "expected sections such as http: and sip:, found a list"),
            BadFile("text", "expected sections such as http: and sip:, found a value that is not shown"),
            BadFile("http: 5", "http: expected a section of keys, found 5"),
            BadFile("http: [1]", "http: expected a section of keys, found a list"),
            BadFile("http: { port: soon }", "http.port: expected a port from 0 to 65535, found \"soon\""),
            BadFile("http: { port: '80' }", "http.port: expected a port from 0 to 65535, found \"80\""),
            BadFile("http: { port: 80.5 }", "http.port: expected a port from 0 to 65535, found \"80.5\""),
            BadFile("http: { port: 0x50 }", "http.port: expected a port from 0 to 65535, found \"0x50\""),
            BadFile("http: { port: }", "http.port: expected a port from 0 to 65535, found nothing"),
            BadFile("http: { port: [80] }", "http.port: expected a port from 0 to 65535, found a list"),
            BadFile(
                "http: { host: { a: b } }",
                "http.host: expected a host name or an IP address without a port, found a section"),
            BadFile("http: { tls: [1] }", "http.tls: expected off or a section of keys, found a list"),
            BadFile("http: { tls: yes }", "http.tls: expected off or a section of keys, found \"yes\""),
            BadFile("sip: { peers: { a: b } }", "sip.peers: expected a list of sections, found a section"),
            BadFile("sip: { peers: [a] }", "sip.peers[0]: expected a section of keys, found \"a\""),
            BadFile(
                "sip: { peers: [{ name: a, addresses: ['::1'], trusted: yes }] }",
                "sip.peers[0].trusted: expected true or false, found \"yes\""),
            BadFile(
                "sip: { peers: [{ name: a, addresses: 127.0.0.1 }] }",
                "sip.peers[0].addresses: expected a list (each item a network such as 192.0.2.0/24, 2001:db8::/32 "
                    + "or a single address), found \"127.0.0.1\""),
            BadFile(
                "resources: [{ accessKeys: c2VjcmV0 }]",
                "resources[0].accessKeys: expected a list (each item an access key in base64), "
                    + "found a value that is not shown"),
        ])
    func wrongTypes(bad: BadFile) {
        #expect(refusal(bad.yaml) == "divert.yaml:1: \(bad.line)")
    }

    @Test(
        "Impossible values",
        arguments: [
            BadFile("http: { port: 70000 }", "http.port: expected a port from 0 to 65535, found 70000"),
            BadFile("http: { port: -1 }", "http.port: expected a port from 0 to 65535, found -1"),
            BadFile(
                "http: { port: 7443 }", "http.port: expected different ports for HTTP and HTTPS, found 7443 for both"),
            BadFile(
                "http: { host: 'a b' }",
                "http.host: expected a host name or an IP address without a port, found \"a b\""),
            BadFile(
                "http: { host: 127.0.0 }",
                "http.host: expected a host name or an IP address without a port, found \"127.0.0\""),
            BadFile(
                "http: { publicUrl: 'https://a.example/?b' }",
                "http.publicUrl: expected an http or https URL without query, fragment and user, "
                    + "found \"https://a.example/?…\""),
            BadFile(
                "http: { tls: { certificate: a.pem } }",
                "http.tls.privateKey: expected the private key of http.tls.certificate, found nothing"),
            BadFile(
                "http: { authentication: { clockSkewMinutes: 0 } }",
                "http.authentication.clockSkewMinutes: expected a number of minutes from 1 to 1440, found 0"),
            BadFile("sip: { unknownPeers: ban }", "sip.unknownPeers: expected drop or reject, found \"ban\""),
            BadFile(
                "sip: { domain: 'a/b' }",
                "sip.domain: expected a host name or an IP address without a port, found \"a/b\""),
            BadFile(
                "sip: { listen: ['udp://127.0.0.1:5060', 'sctp://127.0.0.1'] }",
                "sip.listen[1]: expected an address such as udp://127.0.0.1:5060 or tcp://[::1]:5060, "
                    + "found \"sctp://127.0.0.1\""),
            BadFile(
                "sip: { listen: ['udp://127.0.0.1:70000'] }",
                "sip.listen[0]: expected an address such as udp://127.0.0.1:5060 or tcp://[::1]:5060, "
                    + "found \"udp://127.0.0.1:70000\""),
            BadFile(
                "sip: { listen: ['udp://127.0.0.1', 'udp://127.0.0.1:5060'] }",
                "sip.listen[1]: expected every address once, found udp://127.0.0.1:5060 again"),
            BadFile(
                "sip: { peers: [{ name: a }] }",
                "sip.peers[0].addresses: expected a list (each item a network such as 192.0.2.0/24, 2001:db8::/32 "
                    + "or a single address), found nothing"),
            BadFile(
                "sip: { peers: [{ name: a, addresses: [10.0.0.0/33] }] }",
                "sip.peers[0].addresses[0]: expected a network such as 192.0.2.0/24, 2001:db8::/32 or a single address, "
                    + "found \"10.0.0.0/33\""),
            BadFile(
                "sip: { peers: [{ name: a, addresses: [1.1.1.1] }, { name: a, addresses: [1.1.1.2] }] }",
                "sip.peers[1].name: expected every name once, found a again"),
            BadFile(
                "sip: { peers: [{ name: a, addresses: [1.1.1.1], resource: other }] }",
                "sip.peers[0].resource: expected the name of a resource (local), found \"other\""),
            BadFile(
                "sip: { peers: [{ name: a, addresses: [1.1.1.1], headers: [From] }] }",
                "sip.peers[0].headers[0]: expected User-To-User, a header name that begins with X-, or a prefix such as X-*, "
                    + "found \"From\""),
            BadFile(
                "sip: { peers: [{ name: a, addresses: [1.1.1.1], headers: ['X-*', 'X-a:', '*'] }] }",
                "sip.peers[0].headers[1]: expected User-To-User, a header name that begins with X-, or a prefix such as X-*, "
                    + "found \"X-a:\""),
            BadFile("resources: []", "resources: expected at least one resource, found nothing"),
            BadFile("resources: [{ id: 12 }]", "resources[0].id: expected a GUID, found 12"),
            BadFile(
                "resources: [{ name: a/b }]",
                "resources[0].name: expected a name of up to 64 letters, digits, dots, hyphens and underscores, "
                    + "found \"a/b\""),
            BadFile(
                "resources: [{ accessKeys: ['not base64'] }]",
                "resources[0].accessKeys[0]: expected an access key in base64, found a value that is not shown"),
            BadFile(
                "resources: [{ numbers: ['14255550100'] }]",
                "resources[0].numbers[0]: expected an E.164 number such as +14255550100 or a prefix such as +1425*, "
                    + "found \"14255550100\""),
            BadFile("resources: [{ name: a }, { name: b }]", "resources[0].id: expected a GUID, found nothing"),
            BadFile(
                "routes: [{ to: 'alice', uri: 'sip:a' }]",
                "routes[0].to: expected an identifier, a prefix such as +1* or 8:orgid:*, or *, found \"alice\""),
            BadFile(
                "routes: [{ to: '*', uri: 'sip:{user}@a' }]",
                "routes[0].uri: expected a sip, sips or tel URI with the placeholders {number}, {id}, {rawId}, {domain} "
                    + "or {peerAddress}, found \"sip:{user}@a\""),
            BadFile(
                "routes: [{ to: '8:acs:*', uri: 'sip:{number}@a' }]",
                "routes[0].uri: expected {id} or {rawId}, since 8:acs:* matches no numbers, found {number}"),
            BadFile(
                "calls: { ringTimeoutSeconds: -5 }",
                "calls.ringTimeoutSeconds: expected a number of seconds from 0 to 86400, found -5"),
            BadFile(
                "calls: { onTimeout: redirect }",
                "calls.onTimeout: expected a calls.onTimeoutTarget to redirect to, found nothing"),
            BadFile(
                "calls: { onTimeoutTarget: bob }",
                "calls.onTimeoutTarget: expected an E.164 number or a raw identifier such as 8:acs:…, found \"bob\""),
            BadFile(
                "calls: { contextKeys: [c2VjcmV0] }",
                "calls.contextKeys[0]: expected 32 bytes in base64, found a value that is not shown"),
            BadFile(
                "events: { subscriptions: [{ name: a }] }",
                "events.subscriptions[0].endpoint: expected an http or https URL, found nothing"),
            BadFile(
                "events: { subscriptions: [{ name: a, endpoint: 'ftp://a.example' }] }",
                "events.subscriptions[0].endpoint: expected an http or https URL, found \"ftp://a.example\""),
            BadFile(
                "events: { subscriptions: [{ name: a, endpoint: 'http://a', resource: b }] }",
                "events.subscriptions[0].resource: expected the name of a resource (local), found \"b\""),
            BadFile(
                "events: { subscriptions: [{ name: a, endpoint: 'http://a', maxDeliveryAttempts: 31 }] }",
                "events.subscriptions[0].maxDeliveryAttempts: expected a number from 1 to 30, found 31"),
            BadFile(
                "events: { subscriptions: [{ name: a, endpoint: 'http://a', filter: { to: [] } }] }",
                "events.subscriptions[0].filter.to: expected a list (each item an identifier, a prefix such as +1* "
                    + "or 8:orgid:*, or *), found nothing"),
            BadFile("data: ''", "data: expected the name of a folder, found \"\""),
            BadFile("storage: { url: db }", "storage.url: expected sqlite: and the name of a file, found \"db\""),
            BadFile(
                "logging: { level: loud }",
                "logging.level: expected trace, debug, info, notice, warning, error or critical, found \"loud\""),
        ])
    func impossibleValues(bad: BadFile) {
        #expect(refusal(bad.yaml) == "divert.yaml:1: \(bad.line)")
    }

    @Test(
        "The line is the one of the mistake",
        arguments: [
            BadFile("http:\n  host: 127.0.0.1\n  port: 70000\n", "divert.yaml:3: http.port: "),
            BadFile(
                "# remark\n\nsip:\n  listen:\n    - udp://127.0.0.1:5060\n    - udp:5060\n",
                "divert.yaml:6: sip.listen[1]: "),
            BadFile(
                "sip:\n  peers:\n    - name: a\n      addresses: ['::1']\n    - name: b\n",
                "divert.yaml:5: sip.peers[1].addresses: "),
            BadFile("calls:\r\n  drainSeconds: x\r\n", "divert.yaml:2: calls.drainSeconds: "),
            BadFile("http:\n  port: 1\n  prot: 2\n", "divert.yaml:3: http.prot: "),
            BadFile(
                "http:\n  port: 1\nsip: {}\nhttp: {}\n",
                "divert.yaml:1: http: expected once in its section, found again"),
            BadFile("http:\n  port: 1\n  host: a: b\n", "divert.yaml:3: expected YAML, found a mistake: "),
            BadFile("http:\n  port: [1\nsip: x\n", "divert.yaml:3: expected YAML, found a mistake: "),
            BadFile("http: {}\n---\nsip: {}\n", "divert.yaml:2: expected YAML, found a mistake: "),
            BadFile("http:\n\tport: 1\n", "divert.yaml:2: expected YAML, found a mistake: "),
            BadFile("http:\n  host: \"a\u{1}b\"\n", "divert.yaml:2: expected YAML, found a mistake: "),
            BadFile("a: *b\n", "divert.yaml:1: expected YAML, found a mistake: found undefined alias"),
        ])
    func lines(bad: BadFile) {
        let line = refusal(bad.yaml) ?? "accepted"
        #expect(line.hasPrefix(bad.line), "\(line)")
        #expect(line.split(whereSeparator: \.isNewline).count == 1)
    }
}
