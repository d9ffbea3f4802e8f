import Testing

/// Every message of RFC 4475 and RFC 5118 is sent to the running server. After each of them a ping shows that it is alive.
///
/// Where the RFCs leave a choice, the answer is that of a redirect server without a registrar: an INVITE that is taken
/// rings (100), one with a To tag gets 481, a REGISTER 405.
@Suite("SIP torture messages", .timeLimit(.minutes(2)))
struct TortureTests {
    /// What the server does with a message.
    enum Answer: Equatable, Sendable {
        case status(Int)
        /// Nothing, as for a response that belongs to no transaction.
        case none
        /// The status, and the connection is closed, because nobody knows where the next message would start.
        case statusThenClosed(Int)
        /// Nothing until the time for the rest of the message is over; then the connection is closed.
        case closed
    }

    private static let valid: [(String, Answer)] = [
        ("wsinv", .status(481)), ("intmeth", .status(501)), ("esc01", .status(100)), ("escnull", .status(405)),
        ("esc02", .status(501)), ("lwsdisp", .status(200)), ("longreq", .status(100)), ("dblreq", .status(405)),
        ("semiuri", .status(200)), ("transports", .status(200)), ("mpart01", .status(405)), ("unreason", .none),
        ("noreason", .none),
    ]
    private static let invalid: [(String, Answer)] = [
        ("badinv01", .status(400)), ("clerr", .status(400)), ("ncl", .status(400)), ("scalar02", .status(400)),
        ("scalarlg", .none), ("quotbal", .status(400)), ("ltgtruri", .status(400)), ("lwsruri", .status(400)),
        ("lwsstart", .status(400)), ("trws", .status(400)), ("escruri", .status(400)), ("baddate", .status(100)),
        ("regbadct", .status(400)), ("badaspec", .status(400)), ("baddn", .status(400)), ("badvers", .status(505)),
        ("mismatch01", .status(400)), ("mismatch02", .status(501)), ("bigcode", .none),
    ]
    private static let forHigherLayers: [(String, Answer)] = [
        ("badbranch", .status(200)), ("insuf", .status(400)), ("unkscm", .status(416)), ("novelsc", .status(416)),
        ("unksm2", .status(405)), ("bext01", .status(420)), ("invut", .status(100)), ("regaut01", .status(405)),
        ("multi01", .status(400)), ("mcl01", .status(400)), ("bcast", .none), ("zeromf", .status(200)),
        ("cparam01", .status(405)), ("cparam02", .status(405)), ("regescrt", .status(405)), ("sdp01", .status(100)),
        ("inv2543", .status(100)),
    ]
    /// Where a stream makes a difference: what does not say where it ends, or ends too early.
    private static let overTCP: [String: Answer] = [
        "clerr": .closed, "multi01": .closed, "baddn": .closed, "ncl": .statusThenClosed(400),
        "mcl01": .statusThenClosed(400), "inv2543": .statusThenClosed(400),
    ]
    private static let ipv6: [(String, Answer)] = [
        ("ipv6-good", .status(405)), ("ipv6-bad", .status(400)), ("port-ambiguous", .status(405)),
        ("port-unambiguous", .status(405)), ("via-received-param-with-delim", .status(481)),
        ("via-received-param-no-delim", .status(200)), ("ipv6-in-sdp", .status(100)),
        ("mult-ip-in-header", .status(481)), ("mult-ip-in-sdp", .status(100)), ("ipv4-mapped-ipv6", .status(100)),
        ("ipv6-bug-abnf-3-colons", .status(200)), ("ipv6-correct-abnf-2-colons", .status(200)),
    ]

    @Test(
        "SYN-1 to SYN-17: the messages of RFC 4475 are answered as they deserve", arguments: SIPPeer.Transport.allCases)
    func torture(transport: SIPPeer.Transport) async throws {
        try await withServer { server in
            for (name, answer) in Self.valid + Self.invalid + Self.forHigherLayers {
                let answer = transport == .tcp ? Self.overTCP[name] ?? answer : answer
                if answer == .closed { continue }
                try await check("rfc4475/\(name)", answer, transport, server)
            }
            let calls = try await server.http.calls()
            let ringing = (Self.valid + Self.invalid + Self.forHigherLayers).count { name, answer in
                answer == .status(100) && (transport == .udp || Self.overTCP[name] == nil)
            }
            // Over TCP the INVITE behind dblreq's first message is a message too.
            #expect(calls.count == ringing + (transport == .tcp ? 1 : 0))
            // SYN-10: once, and only once, the escapes of a user part are taken off.
            #expect(calls.contains { $0.hops.first?.to.rawId == "sip:sips%3Auser%40example.com@example.net" })
        }
    }

    @Test("SYN-13: the messages of RFC 5118 are answered as they deserve", arguments: SIPPeer.Transport.allCases)
    func ipv6(transport: SIPPeer.Transport) async throws {
        try await withServer { server in
            for (name, answer) in Self.ipv6 { try await check("rfc5118/\(name)", answer, transport, server) }
            #expect(try await server.http.calls().count == 3)
        }
    }

    @Test("TRN-6, TRN-7: a message over TCP that never becomes whole is waited for, then the connection is closed")
    func unfinished() async throws {
        try await withServer { server in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for name in Self.overTCP.filter({ $0.value == .closed }).keys {
                    group.addTask { try await check("rfc4475/\(name)", .closed, .tcp, server) }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test("SYN-8, TX-10: what is answered carries what the request said", arguments: SIPPeer.Transport.allCases)
    func echoes(transport: SIPPeer.Transport) async throws {
        try await withServer { server in
            let long = try await answer(to: "rfc4475/longreq", .status(100), transport, server)
            #expect(long["From"]?.contains("tag=12" + String(repeating: "982", count: 50) + "424") == true)
            #expect(
                long["Call-ID"] == "longreq.one" + String(repeating: "really", count: 20) + "longcallid")
            #expect(long.all("Via").count == 34)
            let transports = try await answer(to: "rfc4475/transports", .status(200), transport, server)
            #expect(
                transports.all("Via").dropFirst().map { $0.split(separator: " ").first } == [
                    "SIP/2.0/SCTP", "SIP/2.0/TLS", "SIP/2.0/UNKNOWN", "SIP/2.0/TCP",
                ])
            let unsupported = try await answer(to: "rfc4475/bext01", .status(420), transport, server)
            #expect(unsupported["Unsupported"] == "nothingSupportsThis, nothingSupportsThisEither")
            for name in ["intmeth", "esc02"] {
                let unknown = try await answer(to: "rfc4475/\(name)", .status(501), transport, server)
                #expect(unknown["Allow"]?.contains("INVITE") == true)
            }
            let registration = try await answer(to: "rfc4475/escnull", .status(405), transport, server)
            #expect(registration["To"]?.hasPrefix("sip:null-%00-null@example.com;tag=") == true)
        }
    }
}

extension TortureTests {
    /// Sends a message from a peer of its own and looks at what comes back, then pings.
    private func check(
        _ name: String, _ expected: Answer, _ transport: SIPPeer.Transport, _ server: DivertServer
    ) async throws {
        try await withPeer(transport, to: server) { peer in
            try await peer.send(TortureMessage(name).sent(from: peer.sentBy).bytes)
            switch expected {
            case .status(let status):
                _ = try await peer.inbox.expect("\(status) to \(name)") { $0.status == status }
            case .statusThenClosed(let status):
                _ = try await peer.inbox.expect("\(status) to \(name)") { $0.status == status }
                try await peer.waitUntilClosed()
                try await peer.connect()
            case .closed:
                try await peer.waitUntilClosed()
                #expect(await peer.inbox.all.isEmpty, "\(name)")
                try await peer.connect()
            case .none:
                break
            }
            // One socket, one order: what the server had to say to the message comes before its answer to the ping.
            let ping = peer.dialogue()
            try await peer.send(ping.request("OPTIONS"))
            _ = try await peer.inbox.expect("200 to the ping after \(name)") { $0["Call-ID"] == ping.callID }
            let others = await peer.inbox.all.filter { $0["Call-ID"] != ping.callID }
            switch expected {
            case .status(let status), .statusThenClosed(let status):
                let second = transport == .tcp && name.hasSuffix("dblreq") ? [100] : []
                #expect(Set(others.map(\.status)).subtracting(second) == [status], "\(name)")
            case .none, .closed: #expect(others.isEmpty, "\(name)")
            }
        }
    }

    /// The server's answer to a message.
    private func answer(
        to name: String, _ expected: Answer, _ transport: SIPPeer.Transport, _ server: DivertServer
    ) async throws -> SIPAnswer {
        var answer: SIPAnswer?
        try await withPeer(transport, to: server) { peer in
            try await peer.send(TortureMessage(name).sent(from: peer.sentBy).bytes)
            answer = try await peer.inbox.expect("An answer to \(name)")
        }
        let received = try #require(answer)
        #expect(Answer.status(received.status) == expected)
        return received
    }
}
