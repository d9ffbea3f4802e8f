import SIPCore
import SIPMessage
import Testing

@Suite("Where responses go (TRN-3, TRN-4)")
struct ResponseDestinationTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let via: String
        let arrival: Arrival
        var isTrusted = false
        let goesTo: String

        var testDescription: String { "\(self.via) from \(self.arrival.source)" }
    }

    @Test(
        "The packet's source decides the host; Via decides the port",
        arguments: [
            // 3: rport asks for the port of the source.
            Row(via: "UDP 192.0.2.1:5062;rport", arrival: .udp("192.0.2.1"), goesTo: "192.0.2.1:40000"),
            Row(via: "UDP 10.0.0.1:5062;rport", arrival: .udp("192.0.2.1"), goesTo: "192.0.2.1:40000"),
            Row(via: "UDP 10.0.0.1;rport=9", arrival: .udp("192.0.2.1"), goesTo: "192.0.2.1:40000"),
            // 4 and 5: the sent-by port, 5060 unless it is written.
            Row(via: "UDP 192.0.2.1:5062", arrival: .udp("192.0.2.1"), goesTo: "192.0.2.1:5062"),
            Row(via: "UDP 192.0.2.1", arrival: .udp("192.0.2.1"), goesTo: "192.0.2.1:5060"),
            Row(via: "UDP 10.0.0.1:5062", arrival: .udp("192.0.2.1"), goesTo: "192.0.2.1:5062"),
            Row(via: "UDP pc.example.net", arrival: .udp("192.0.2.1"), goesTo: "192.0.2.1:5060"),
            Row(via: "UDP [2001:db8::9]:5070", arrival: .udp("2001:db8::1"), goesTo: "[2001:db8::1]:5070"),
            // A received that the sender wrote itself counts for nothing (OVL-3).
            Row(via: "UDP 10.0.0.1;received=203.0.113.9", arrival: .udp("192.0.2.1"), goesTo: "192.0.2.1:5060"),
            // 2: maddr, of a trusted peer and a unicast address only.
            Row(
                via: "UDP 192.0.2.1:5062;maddr=198.51.100.7", arrival: .udp("192.0.2.1"), isTrusted: true,
                goesTo: "198.51.100.7:5062"),
            Row(
                via: "UDP 192.0.2.1;maddr=198.51.100.7;rport", arrival: .udp("192.0.2.1"), isTrusted: true,
                goesTo: "198.51.100.7:5060"),
            Row(
                via: "UDP 192.0.2.1;maddr=[2001:db8::5]", arrival: .udp("192.0.2.1"), isTrusted: true,
                goesTo: "[2001:db8::5]:5060"),
            Row(via: "UDP 192.0.2.1;maddr=198.51.100.7", arrival: .udp("192.0.2.1"), goesTo: "192.0.2.1:5060"),
            Row(
                via: "UDP 192.0.2.1;maddr=224.0.1.75", arrival: .udp("192.0.2.1"), isTrusted: true,
                goesTo: "192.0.2.1:5060"),
            Row(
                via: "UDP 192.0.2.1;maddr=255.255.255.255", arrival: .udp("192.0.2.1"), isTrusted: true,
                goesTo: "192.0.2.1:5060"),
            Row(
                via: "UDP 192.0.2.1;maddr=0.0.0.0", arrival: .udp("192.0.2.1"), isTrusted: true,
                goesTo: "192.0.2.1:5060"),
            Row(
                via: "UDP 192.0.2.1;maddr=FF02::1", arrival: .udp("192.0.2.1"), isTrusted: true,
                goesTo: "192.0.2.1:5060"),
            Row(
                via: "UDP 192.0.2.1;maddr=evil.example", arrival: .udp("192.0.2.1"), isTrusted: true,
                goesTo: "192.0.2.1:5060"),
            // 1: a stream; this is where a new connection would go (D7).
            Row(via: "TCP 192.0.2.1:5062", arrival: .tcp("192.0.2.1"), goesTo: "192.0.2.1:5062"),
            Row(via: "TCP 10.0.0.1;rport", arrival: .tcp("192.0.2.1"), goesTo: "192.0.2.1:5060"),
            Row(
                via: "TCP 10.0.0.1;maddr=198.51.100.7", arrival: .tcp("192.0.2.1"), isTrusted: true,
                goesTo: "192.0.2.1:5060"),
        ])
    func table(_ row: Row) throws {
        let via = try Via(parsing: "SIP/2.0/\(row.via);branch=z9hG4bK1")
        let destination = ResponseDestination(via: via, arrival: row.arrival, isTrusted: row.isTrusted)
        #expect(destination.address.description == row.goesTo)
    }

    @Test("TRN-4: the transport and the listener are those the request came in on, whatever Via says")
    func arrivalTransport() throws {
        let tcp = try Via(parsing: "SIP/2.0/TCP 192.0.2.1;branch=z9hG4bK1")
        let destination = ResponseDestination(via: tcp, arrival: .udp("192.0.2.1", listener: 3), isTrusted: false)
        #expect(destination.transport == .udp)
        #expect(destination.listener == 3)
    }
}
