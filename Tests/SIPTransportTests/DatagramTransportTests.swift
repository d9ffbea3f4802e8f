import Logging
import NIOCore
import NIOPosix
import SIPCore
import SIPTransport
import Testing

@Suite("Real UDP sockets", .timeLimit(.minutes(1)))
struct DatagramTransportTests {
    private let options = SampleRequest(method: "OPTIONS", sentBy: "127.0.0.1:5999")

    @Test("TRN-1: UDP and TCP with port 0 on one host share one port")
    func sharedPort() async throws {
        try await LiveServer.run { server in
            #expect(server.udp == server.tcp)
            #expect(server.udp.port > 0)
        }
    }

    @Test("TRN-3: a response comes from the port that the request went to, and goes to the source port")
    func symmetric() async throws {
        try await LiveServer.run { server in
            let peer = try await DatagramPeer.open(on: server.group)
            try await peer.send(self.options.text, to: server.udp)
            let response = try await peer.next()
            #expect(response.status == 200)
            #expect(response.from == server.udp)
            #expect(response.text.contains(";rport=\(peer.port);received=127.0.0.1\r\n"))
        }
    }

    @Test("TRN-3: with a wildcard listener a response leaves from the address that the request was sent to")
    func wildcard() async throws {
        let own = try System.enumerateDevices().compactMap { $0.address?.ipAddress }.filter { !$0.contains(":") }
        try await LiveServer.run(host: "0.0.0.0") { server in
            #expect(server.udp == HostPort(host: "0.0.0.0", port: server.tcp.port))
            // The wildcard socket of the peer lets the kernel choose its address for each of ours.
            let peer = try await DatagramPeer.open(on: server.group, host: "0.0.0.0")
            for (number, host) in Set(own).enumerated() {
                let address = HostPort(host: host, port: server.udp.port)
                try await peer.send(self.options.with { $0.branch = "z9hG4bKwild\(number)" }.text, to: address)
                let response = try await peer.next()
                #expect(response.status == 200)
                #expect(response.from == address)
            }
        }
    }

    @Test(
        "TRN-9: what the kernel refuses to send ends no listener: it is opened again on its port", arguments: [1, 2])
    func refusedByTheKernel(loops: Int) async throws {
        try await LiveServer.run(loops: loops) { server in
            let transport = server.transport
            // A broadcast, which a socket must ask for: EACCES, or ENETUNREACH where there is no route.
            let nowhere = ResponseDestination(
                transport: .udp, address: HostPort(host: "255.255.255.255", port: 9), listener: 0)
            try await transport.loop.submit { transport.send([0], to: nowhere, over: nil) {} }.get()
            let peer = try await DatagramPeer.open(on: server.group)
            // It asks again, as clients do: a datagram may come while the socket is closed.
            let asking = Task {
                while !Task.isCancelled {
                    try await peer.send(self.options.text, to: server.udp)
                    await Task.yield()
                }
            }
            let response = try await peer.next()
            asking.cancel()
            _ = await asking.result
            #expect(response.status == 200)
            #expect(response.from == server.udp)
        }
    }

    @Test("TRN-9: an address of a family that the socket does not have, and port 0, are refused before the kernel does")
    func outOfReach() async throws {
        try await LiveServer.run { server in
            let transport = server.transport
            for address in [HostPort(host: "::1", port: 5060), HostPort(host: "127.0.0.1", port: 0)] {
                let failed = server.group.any().makePromise(of: Void.self)
                let destination = ResponseDestination(transport: .udp, address: address, listener: 0)
                try await transport.loop.submit {
                    transport.send([0], to: destination, over: nil) { failed.succeed() }
                }.get()
                try await failed.futureResult.get()
            }
        }
    }

    @Test("TRN-3: without rport a response goes to the port of sent-by")
    func sentByPort() async throws {
        try await LiveServer.run { server in
            let sending = try await DatagramPeer.open(on: server.group)
            let listening = try await DatagramPeer.open(on: server.group)
            let text = self.options.with { $0.sentBy = "127.0.0.1:\(listening.port)" }.text
            try await sending.send(text.replacing(";rport", with: ""), to: server.udp)
            #expect(try await listening.next().status == 200)
        }
    }

    @Test("TRN-5, SYN-17: a datagram as large as they get is read whole, and a malformed one gets 400")
    func large() async throws {
        try await LiveServer.run { server in
            let peer = try await DatagramPeer.open(on: server.group)
            let large = self.options.with {
                $0.others = (0..<3).map { "X-Large-\($0): " + String(repeating: "x", count: 8_000) }
                $0.contentLength = "30000"
            }
            try await peer.send(large.text + String(repeating: "y", count: 30_000), to: server.udp)
            #expect(try await peer.next().status == 200)
            try await peer.send(large.with { $0.branch = "z9hG4bKshort" }.text, to: server.udp)
            #expect(try await peer.next().status == 400)
        }
    }

    @Test("TRN-9: a datagram that nobody takes does not hurt the listener")
    func unreachable() async throws {
        try await LiveServer.run { server in
            let peer = try await DatagramPeer.open(on: server.group)
            for number in 0..<5 {
                let lost = self.options.with {
                    $0.sentBy = "127.0.0.1:1"
                    $0.branch = "z9hG4bK\(number)"
                }
                try await peer.send(lost.text.replacing(";rport", with: ""), to: server.udp)
            }
            try await peer.send(self.options.text, to: server.udp)
            #expect(try await peer.next().status == 200)
        }
    }

    @Test(
        "A port in use is named in the error, and what was bound before is closed",
        arguments: [SIPTransportProtocol.tcp, .udp])
    func portInUse(transport: SIPTransportProtocol) async throws {
        try await LiveServer.run { server in
            let second = TransportLayer(
                on: server.group.next(), logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
            let taken = ListenAddress(transport, host: "127.0.0.1", port: server.udp.port)
            let error = await #expect(throws: ListenError.self) {
                _ = try await second.listen(on: [ListenAddress(.udp, host: "127.0.0.1", port: 0), taken])
            }
            #expect(error.map { "\($0)" } == "cannot listen on \(taken): the port is in use")
        }
    }
}
