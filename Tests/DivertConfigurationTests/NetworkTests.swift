import DivertConfiguration
import Testing

@Suite("Networks in CIDR notation")
struct NetworkTests {
    @Test(
        "Addresses are inside or outside",
        arguments: [
            ("127.0.0.0/8", "127.255.255.255", true), ("127.0.0.0/8", "128.0.0.0", false),
            ("10.0.0.0/9", "10.127.255.255", true), ("10.0.0.0/9", "10.128.0.0", false),
            ("192.0.2.1", "192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false),
            ("192.0.2.9/24", "192.0.2.77", true), ("0.0.0.0/0", "203.0.113.1", true),
            ("0.0.0.0/0", "2001:db8::1", false),
            ("::1/128", "::1", true), ("::1/128", "::2", false), ("2001:db8::/33", "2001:db8:7fff::1", true),
            ("2001:db8::/33", "2001:db8:8000::1", false), ("10.0.0.0/8", "::ffff:10.1.2.3", true),
            ("::ffff:10.0.0.0/104", "10.1.2.3", true), ("::/0", "10.1.2.3", false),
        ])
    func contains(network: String, address: String, isInside: Bool) throws {
        let network = try #require(Configuration.Network(network))
        let address = try #require(IPAddress(address))
        #expect(network.contains(address.bytes) == isInside)
    }

    @Test("An IPv4 source on a listener for both families is still IPv4")
    func mapped() throws {
        let network = try #require(Configuration.Network("127.0.0.0/8"))
        #expect(network.contains([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 127, 0, 0, 1]))
        #expect(!network.contains([]))
        #expect(!network.contains([127]))
    }

    @Test(
        "What is not a network is refused",
        arguments: [
            "", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/08", "10.0.0/8", "10.0.0.00", "010.0.0.1",
            "::1/129",
            "[::1]/128", "fe80::1%eth0", "::ffff:10.0.0.0/95", "localhost", "10.0.0.0/8/8", "10.0.0.1\u{0}",
        ])
    func refused(text: String) {
        #expect(Configuration.Network(text) == nil)
    }

    @Test("The peer with the longest matching network is meant, the first of equals")
    func longestMatch() throws {
        let sip = try load(
            """
            sip:
              peers:
                - { name: wide, addresses: [10.0.0.0/8] }
                - { name: narrow, addresses: [10.1.0.0/16] }
                - { name: same, addresses: [10.1.0.0/16] }
            """
        ).sip
        #expect(sip.peer(sendingFrom: [10, 1, 2, 3])?.name == "narrow")
        #expect(sip.peer(sendingFrom: [10, 2, 2, 3])?.name == "wide")
        #expect(sip.peer(sendingFrom: [11, 2, 2, 3]) == nil)
    }
}
