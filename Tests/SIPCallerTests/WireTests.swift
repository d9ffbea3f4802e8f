import NIOCore
import SIPCaller
import SIPMessage
import SIPTransaction
import Testing

/// Against a server on a real socket. Timers run, but nothing waits for them that need not.
@Suite("A caller on the wire", .timeLimit(.minutes(1)))
struct WireTests {
    /// A port below those that programs get, of a service (tcpmux) that no machine offers any more.
    private static let portWhereNobodyListens = 1

    private func caller(
        to server: ScriptedServer, _ transport: CallTransport = .udp, host: String = "127.0.0.1",
        t1: Duration = .seconds(600), _ change: (inout SIPCaller.Options) -> Void = { _ in }
    ) throws -> SIPCaller {
        try self.caller(to: server.port, transport, host: host, t1: t1, change)
    }

    private func caller(
        to port: Int, _ transport: CallTransport = .udp, host: String = "127.0.0.1", t1: Duration = .seconds(600),
        _ change: (inout SIPCaller.Options) -> Void = { _ in }
    ) throws -> SIPCaller {
        let authority = host.contains(":") ? "[\(host)]" : host
        let invitation = try Invitation(
            target: CallTarget(parsing: "sip:+14255550100@\(authority):\(port)", transport: transport),
            from: CallParty(parsing: "+14255550123"))
        var options = SIPCaller.Options()
        options.timing = TransactionTiming(t1: t1)
        change(&options)
        return SIPCaller(
            invitation, to: try SocketAddress(ipAddress: host, port: port), options,
            random: .random(in: .min ... .max))
    }

    private func events(of caller: SIPCaller) async -> [SIPCaller.Heard.Event] {
        var events: [SIPCaller.Heard.Event] = []
        for await heard in caller.heard { events.append(heard.event) }
        return events
    }

    @Test(
        "A redirect is reported and acknowledged; over UDP again when it comes again", arguments: CallTransport.allCases
    )
    func redirected(transport: CallTransport) async throws {
        let server = try await ScriptedServer.open(transport)
        let caller = try self.caller(to: server, transport)
        _ = try await caller.place()
        let invite = try await server.next(.invite)
        #expect(invite.request.topVia.transport == transport.rawValue.uppercased())
        let trying = try await server.answer(invite, 100)
        let moved = try await server.answer(invite, 302, [(.contact, "<sip:bob@192.0.2.9>")])
        let acknowledgement = try await server.next(.ack)
        #expect(acknowledgement.request == invite.request.acknowledgement(of: moved))
        let heard = await self.events(of: caller)
        #expect(heard == [.response(trying), .response(moved), .ended(.redirected(moved))])
        if transport == .udp {
            try await server.send(moved.serialized(), back: invite)
            let again = try await server.next(.ack)
            #expect(again.request == acknowledgement.request)
        }
        await caller.close()
        await server.close()
    }

    @Test("Over UDP the INVITE is repeated until the first response, and then no more")
    func retransmission() async throws {
        let server = try await ScriptedServer.open()
        let caller = try self.caller(to: server, t1: .milliseconds(5)) { $0.patience = .seconds(20) }
        _ = try await caller.place()
        let invite = try await server.next(.invite)
        for _ in 1...3 {
            let repeated = try await server.next(.invite)
            #expect(repeated.request == invite.request)
        }
        let refused = try await server.answer(invite, 486)
        let heard = await self.events(of: caller)
        #expect(heard == [.response(refused), .ended(.refused(refused))])
        await caller.close()
        await server.close()
    }

    @Test("A silent server ends the call when patience does", arguments: CallTransport.allCases)
    func noResponse(transport: CallTransport) async throws {
        let server = try await ScriptedServer.open(transport)
        let caller = try self.caller(to: server, transport) { $0.patience = .milliseconds(30) }
        _ = try await caller.place()
        let heard = await self.events(of: caller)
        #expect(heard == [.ended(.failed(.noResponse(within: .milliseconds(30))))])
        await caller.close()
        await server.close()
    }

    @Test(
        "A planned hang-up sends a CANCEL to a ringing call and acknowledges the 487", arguments: CallTransport.allCases
    )
    func cancelled(transport: CallTransport) async throws {
        let server = try await ScriptedServer.open(transport)
        let caller = try self.caller(to: server, transport) { $0.hangUpAfter = .zero }
        _ = try await caller.place()
        let invite = try await server.next(.invite)
        let ringing = try await server.answer(invite, 180)
        let cancel = try await server.next(.cancel)
        #expect(cancel.request == invite.request.cancellation())
        try await server.answer(cancel, 200)
        let terminated = try await server.answer(invite, 487)
        let acknowledgement = try await server.next(.ack)
        #expect(acknowledgement.request.topVia == invite.request.topVia)
        let heard = await self.events(of: caller)
        #expect(
            heard == [.response(ringing), .response(terminated), .ended(.cancelled(terminated, asPlanned: true))])
        await caller.close()
        await server.close()
    }

    @Test("Hanging up by hand on a server that does not care ends the call in time")
    func hangUpUnanswered() async throws {
        let server = try await ScriptedServer.open()
        let caller = try self.caller(to: server)
        _ = try await caller.place()
        let ringing = try await server.answer(server.next(.invite), 180)
        var iterator = caller.heard.makeAsyncIterator()
        let first = await iterator.next()
        #expect(first?.event == .response(ringing))
        await caller.hangUp(within: .milliseconds(30))
        _ = try await server.next(.cancel)
        let last = await iterator.next()
        #expect(last?.event == .ended(.failed(.cancelUnanswered)))
        await caller.close()
        await server.close()
    }

    @Test("A call that is answered gets its ACK and is hung up on", arguments: CallTransport.allCases)
    func answered(transport: CallTransport) async throws {
        let server = try await ScriptedServer.open(transport)
        let caller = try self.caller(to: server, transport)
        _ = try await caller.place()
        let invite = try await server.next(.invite)
        let accepted = try await server.answer(invite, 200, [(.contact, "<sip:bob@127.0.0.1:\(server.port)>")])
        let acknowledgement = try await server.next(.ack)
        #expect(acknowledgement.request.topVia.branch != invite.request.topVia.branch)
        let bye = try await server.next(.bye)
        #expect(bye.request.cSeq.number == 2 && bye.request.toTag == "server")
        try await server.send(accepted.serialized(), back: invite)
        let again = try await server.next(.ack)
        #expect(again.request == acknowledgement.request)
        try await server.answer(bye, 200)
        let heard = await self.events(of: caller)
        #expect(heard == [.response(accepted), .ended(.answered(accepted, isHungUp: true))])
        await caller.close()
        await server.close()
    }

    @Test("ACK and BYE go to where the Contact says", arguments: CallTransport.allCases, [true, false])
    func elsewhere(transport: CallTransport, isNamed: Bool) async throws {
        let server = try await ScriptedServer.open(transport)
        let other = try await ScriptedServer.open(transport)
        let caller = try self.caller(to: server, transport)
        _ = try await caller.place()
        let invite = try await server.next(.invite)
        let host = isNamed ? "localhost" : "127.0.0.1"
        try await server.answer(
            invite, 200, [(.contact, "<sip:bob@\(host):\(other.port);transport=\(transport.rawValue)>")])
        _ = try await other.next(.ack)
        try await other.answer(other.next(.bye), 200)
        let heard = await self.events(of: caller)
        guard case .ended(.answered(_, isHungUp: true))? = heard.last else {
            Issue.record("\(heard)")
            return
        }
        await caller.close()
        await server.close()
        await other.close()
    }

    @Test("A port where nobody listens is told at once over UDP, by an event")
    func refusedDatagram() async throws {
        let caller = try self.caller(to: Self.portWhereNobodyListens)
        _ = try await caller.place()
        let heard = await self.events(of: caller)
        #expect(heard == [.ended(.failed(.unreachable("Connection refused")))])
        await caller.close()
    }

    @Test("A port where nobody listens is told at once over TCP, by an error")
    func refusedConnection() async throws {
        let caller = try self.caller(to: Self.portWhereNobodyListens, .tcp)
        let failure = await #expect(throws: ConnectFailure.self) { _ = try await caller.place() }
        #expect(failure?.description == "Connection refused")
        await caller.close()
    }

    @Test("A connection that the server closes ends the call")
    func closed() async throws {
        let server = try await ScriptedServer.open(.tcp)
        let caller = try self.caller(to: server, .tcp)
        _ = try await caller.place()
        let invite = try await server.next(.invite)
        try await server.hangUp(invite)
        let heard = await self.events(of: caller)
        #expect(heard == [.ended(.failed(.connectionClosed))])
        await caller.close()
        await server.close()
    }

    @Test("Over TCP a response may come in pieces, after a ping, and beside another")
    func framing() async throws {
        let server = try await ScriptedServer.open(.tcp)
        let caller = try self.caller(to: server, .tcp)
        _ = try await caller.place()
        let invite = try await server.next(.invite)
        let trying = try answer(100, to: invite.request)
        let moved = try answer(302, to: invite.request)
        let bytes = Array("\r\n\r\n".utf8) + trying.serialized() + moved.serialized()
        for piece in [bytes[..<10], bytes[10..<100], bytes[100...]] {
            try await server.send(Array(piece), back: invite)
        }
        let heard = await self.events(of: caller)
        #expect(heard == [.response(trying), .response(moved), .ended(.redirected(moved))])
        await caller.close()
        await server.close()
    }

    @Test("IPv6 works as IPv4 does", arguments: CallTransport.allCases)
    func version6(transport: CallTransport) async throws {
        let server = try await ScriptedServer.open(transport, host: "::1")
        let caller = try self.caller(to: server, transport, host: "::1")
        _ = try await caller.place()
        let invite = try await server.next(.invite)
        #expect(invite.request.topVia.host == "::1" && invite.request.topVia.isIPv6Reference)
        let moved = try await server.answer(invite, 302)
        _ = try await server.next(.ack)
        let heard = await self.events(of: caller)
        #expect(heard.last == .ended(.redirected(moved)))
        await caller.close()
        await server.close()
    }

    @Test("A host name leads to every address it has; one that nobody knows is named in the error")
    func lookup() async throws {
        let addresses = try await HostLookup.addresses(of: "localhost", port: 5070)
        #expect(!addresses.isEmpty && addresses.allSatisfy { $0.port == 5070 })
        let literal = try await HostLookup.addresses(of: "2001:db8::1", port: 5060)
        #expect(try literal == [SocketAddress(ipAddress: "2001:db8::1", port: 5060)])
        // A label of more than 63 characters: no name server needs to be asked.
        let impossible = String(repeating: "x", count: 64) + ".example"
        let error = await #expect(throws: CallAddressError.self) {
            _ = try await HostLookup.addresses(of: impossible, port: 5060)
        }
        #expect(error?.description.contains(impossible) == true)
    }
}
