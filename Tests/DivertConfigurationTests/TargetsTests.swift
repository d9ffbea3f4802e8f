import DivertConfiguration
import Testing

@Suite("Where calls may be redirected to (resources[].targets)")
struct TargetsTests {
    private func targets(_ yaml: String) throws -> Configuration.Targets {
        try #require(try load("resources: [{ targets: { \(yaml) } }]").resources.first).targets
    }

    @Test("By default every identifier, and SIP addresses at the peers and the own domain")
    func defaults() throws {
        #expect(try load().resources.first?.targets == Configuration.Targets())
        let targets = try self.targets("deny: []")
        #expect(targets.allow == ["*"] && targets.deny.isEmpty)
        #expect(targets.allowPrivate == nil && targets.sipDomains == nil)
    }

    @Test("Every key arrives where it belongs")
    func complete() throws {
        let targets = try self.targets(
            "allow: ['+1*', '8:acs:*'], deny: ['+1900*'], allowPrivate: false, "
                + "sipDomains: [PBX.example, '*.pbx.example', 10.0.0.0/8, '2001:db8::1', '*']")
        #expect(targets.allow == ["+1*", "8:acs:*"])
        #expect(targets.deny == ["+1900*"])
        #expect(targets.allowPrivate == false)
        #expect(
            targets.sipDomains == [
                .name("pbx.example"), .namesBelow(".pbx.example"),
                .network(try #require(Configuration.Network("10.0.0.0/8"))),
                .network(try #require(Configuration.Network("2001:db8::1"))), .any,
            ])
        #expect(try self.targets("sipDomains: []").sipDomains == [])
    }

    @Test(
        "What cannot be is refused with file, line and key",
        arguments: [
            BadFile(
                "allow: []",
                "allow: expected a list (each item an identifier, a prefix such as +1* or 8:orgid:*, or *), found nothing"
            ),
            BadFile(
                "deny: [premium]",
                "deny[0]: expected an identifier, a prefix such as +1* or 8:orgid:*, or *, found \"premium\""),
            BadFile("allowPrivate: yes", "allowPrivate: expected true or false, found \"yes\""),
            BadFile(
                "sipDomains: ['sip:pbx.example']",
                "sipDomains[0]: expected a domain such as pbx.example or *.pbx.example, an address, a network, or *, "
                    + "found \"sip:pbx.example\""),
            BadFile(
                "alow: ['*']",
                "alow: expected a known key, found an unknown one; did you mean resources[].targets.allow?"),
        ])
    func refused(bad: BadFile) {
        #expect(
            refusal("resources: [{ targets: { \(bad.yaml) } }]") == "divert.yaml:1: resources[0].targets.\(bad.line)")
    }

    @Test(
        "A domain is a name, all names below one, a network, or everything",
        arguments: [
            ("pbx.example", "PBX.example", true), ("pbx.example", "pbx.example.", true),
            ("pbx.example", "a.pbx.example", false), ("*.pbx.example", "a.b.pbx.example", true),
            ("*.pbx.example", "pbx.example", false), ("*.pbx.example", "evilpbx.example", false),
            ("192.0.2.0/24", "192.0.2.7", true), ("192.0.2.0/24", "192.0.3.7", false),
            ("192.0.2.7", "::ffff:192.0.2.7", true), ("2001:db8::/32", "2001:DB8::1", true),
            ("192.0.2.7", "192.0.2.7.example", false), ("*", "anything.example", true), ("*", "10.0.0.1", true),
        ])
    func domains(domain: String, host: String, contains: Bool) throws {
        #expect(try #require(Configuration.SIPDomain(domain)).contains(host) == contains)
    }

    @Test(
        "Anything else is no domain",
        arguments: ["", "*.", "*pbx", "a b", "*.10.0.0.1", "10.0.0.0/33", "pbx.example:5060"])
    func noDomains(text: String) {
        #expect(Configuration.SIPDomain(text) == nil)
    }

    @Test(
        "Private is what leads inside, and what would be taken for it",
        arguments: [
            ("10.1.2.3", true), ("127.0.0.1", true), ("172.16.0.1", true), ("172.32.0.1", false), ("192.168.1.1", true),
            ("169.254.169.254", true), ("100.64.0.1", true), ("100.128.0.1", false), ("0.0.0.0", true),
            ("224.0.0.1", true), ("255.255.255.255", true), ("8.8.8.8", false), ("192.0.2.1", false), ("::1", true),
            ("::", true), ("fd00::1", true), ("fe80::1", true), ("ff02::1", true), ("2001:db8::1", false),
            ("2606:4700::1111", false), ("::ffff:10.0.0.1", true), ("::ffff:8.8.8.8", false),
            ("64:ff9b::a00:1", true), ("2002:a00:1::", true), ("localhost", true), ("a.LOCALHOST.", true),
            ("127.1", true), ("2130706433", true), ("0x7f000001", true), ("10.0.0.0x1", true), ("010.0.0.1", true),
            ("pbx.example", false), ("10.example", false), ("", true),
        ])
    func privateHosts(host: String, isPrivate: Bool) {
        #expect(IPAddress.isPrivate(host: host) == isPrivate)
    }
}
