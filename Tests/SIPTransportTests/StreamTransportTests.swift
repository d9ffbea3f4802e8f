import NIOCore
import NIOPosix
import SIPCore
import SIPTransport
import Testing

@Suite("Real TCP connections", .timeLimit(.minutes(1)))
struct StreamTransportTests {
    private func options(_ number: Int) -> SampleRequest {
        SampleRequest(
            method: "OPTIONS", sentBy: "127.0.0.1:5999", transport: "TCP", branch: "z9hG4bKnumber\(number)",
            callID: "call\(number)")
    }

    @Test("TRN-6: messages come split at any byte and joined together, and each gets its answer in order")
    func framing() async throws {
        try await LiveServer.run { server in
            let peer = try await StreamPeer.connect(to: server.tcp, on: server.group)
            let joined = (0..<3).map { self.options($0).text }.joined()
            try await peer.send(joined)
            let answers = try await peer.next(count: 3)
            #expect(answers.statuses == [200, 200, 200])
            let places = (0..<3).compactMap { answers.firstRange(of: "Call-ID: call\($0)")?.lowerBound }
            #expect(places.count == 3 && places == places.sorted())
            for byte in self.options(3).text { try await peer.send(String(byte)) }
            #expect(try await peer.next().statuses == [200])
            await peer.close()
        }
    }

    @Test("TRN-6: CRLFCRLF between messages is answered with CRLF, a lone CRLF is ignored")
    func keepAlive() async throws {
        try await LiveServer.run { server in
            let peer = try await StreamPeer.connect(to: server.tcp, on: server.group)
            try await peer.send("\r\n\r\n")
            #expect(try await peer.next(endingWith: "\r\n") == "\r\n")
            try await peer.send("\r\n" + self.options(1).text)
            #expect(try await peer.next().hasPrefix("SIP/2.0 200 OK\r\n"))
            await peer.close()
        }
    }

    @Test(
        "TRN-6: without a usable Content-Length the framing is lost: 400, then the connection is closed",
        arguments: [nil, "-1", "x", "0\r\nContent-Length: 0"])
    func malformedFraming(contentLength: String?) async throws {
        try await LiveServer.run { server in
            let peer = try await StreamPeer.connect(to: server.tcp, on: server.group)
            try await peer.send(self.options(1).with { $0.contentLength = contentLength }.text + self.options(2).text)
            #expect(await peer.rest().statuses == [400])
        }
    }

    @Test("SYN-17: what exceeds a limit is answered, and the connection closed; what follows is not read")
    func limit() async throws {
        try await LiveServer.run { server in
            let peer = try await StreamPeer.connect(to: server.tcp, on: server.group)
            let long = self.options(1).with { $0.others = ["X-Long: " + String(repeating: "x", count: 9_000)] }
            try await peer.send(long.text + self.options(2).text)
            #expect(await peer.rest().statuses == [400])
        }
    }

    @Test("A malformed message whose framing is right costs only itself")
    func malformedMessage() async throws {
        try await LiveServer.run { server in
            let peer = try await StreamPeer.connect(to: server.tcp, on: server.group)
            try await peer.send(self.options(1).with { $0.cSeqMethod = "INVITE" }.text + self.options(2).text)
            #expect(try await peer.next(count: 2).statuses == [400, 200])
            await peer.close()
        }
    }

    @Test("TRN-3: the response to a decided call leaves on the connection that the INVITE came over")
    func sameConnection() async throws {
        try await LiveServer.run { server in
            let peer = try await StreamPeer.connect(to: server.tcp, on: server.group)
            try await peer.send(self.options(1).as("INVITE").text)
            let recipe = try await server.user.nextInvite()
            server.transactions.respond(recipe.response(302), to: recipe.key)
            #expect(try await peer.next().statuses == [302])
            await peer.close()
        }
    }

    @Test("D7: when the connection is gone, the response goes over a new one to the port of sent-by")
    func newConnection() async throws {
        try await LiveServer.run { server in
            let listener = try await StreamListener.open(on: server.group)
            let peer = try await StreamPeer.connect(to: server.tcp, on: server.group)
            let invite = self.options(1).as("INVITE").with { $0.sentBy = "127.0.0.1:\(listener.port)" }
            try await peer.send(invite.text)
            let recipe = try await server.user.nextInvite()
            try await peer.closeAndWait()
            server.transactions.respond(recipe.response(100), to: recipe.key)
            server.transactions.respond(recipe.response(302), to: recipe.key)
            let second = try await listener.nextConnection()
            #expect(try await second.next(count: 2).statuses == [100, 302])
            // The new connection serves like any other: the ACK comes over it.
            try await second.send(invite.as("ACK").text)
            for await told in server.user.told {
                if case .acknowledged = told { break }
            }
            await second.close()
            try await listener.close()
        }
    }

    @Test("D7: when there is no connection to be had, the user is told")
    func noConnection() async throws {
        try await LiveServer.run { server in
            let peer = try await StreamPeer.connect(to: server.tcp, on: server.group)
            try await peer.send(self.options(1).as("INVITE").with { $0.sentBy = "127.0.0.1:1" }.text)
            let recipe = try await server.user.nextInvite()
            try await peer.closeAndWait()
            server.transactions.respond(recipe.response(302), to: recipe.key)
            try await server.user.nextFailure()
        }
    }

    @Test("OVL-3: a stranger's connection is closed before anything is read")
    func stranger() async throws {
        try await LiveServer.run(admits: false) { server in
            let peer = try await StreamPeer.connect(to: server.tcp, on: server.group)
            #expect(await peer.rest().isEmpty)
        }
    }

    @Test("TRN-7: beyond the number of connections a further one is refused, and accepted when one is gone")
    func connectionLimit() async throws {
        var limits = TransportLayer.ConnectionLimits()
        limits.total = 1
        try await LiveServer.run(limits) { server in
            let first = try await StreamPeer.connect(to: server.tcp, on: server.group)
            try await first.send(self.options(1).text)
            #expect(try await first.next().statuses == [200])
            let second = try await StreamPeer.connect(to: server.tcp, on: server.group)
            #expect(await second.rest().isEmpty)
            try await first.closeAndWait()
            let third = try await StreamPeer.connect(to: server.tcp, on: server.group)
            try await third.send(self.options(3).text)
            #expect(try await third.next().statuses == [200])
            await third.close()
        }
    }

    @Test("TRN-7: beyond its number of connections a source gets no further one, until one of its own is gone")
    func sourceLimit() async throws {
        var limits = TransportLayer.ConnectionLimits()
        limits.perSource = 2
        try await LiveServer.run(limits) { server in
            let first = try await StreamPeer.connect(to: server.tcp, on: server.group)
            let second = try await StreamPeer.connect(to: server.tcp, on: server.group)
            for (number, peer) in [first, second].enumerated() {
                try await peer.send(self.options(number).text)
                #expect(try await peer.next().statuses == [200])
            }
            #expect(await (try StreamPeer.connect(to: server.tcp, on: server.group)).rest().isEmpty)
            try await second.closeAndWait()
            let third = try await StreamPeer.connect(to: server.tcp, on: server.group)
            try await third.send(self.options(3).text)
            #expect(try await third.next().statuses == [200])
            await first.close()
            await third.close()
        }
    }

    @Test("TRN-7: a connection on which nothing happens is closed")
    func idle() async throws {
        var limits = TransportLayer.ConnectionLimits()
        limits.idle = .milliseconds(20)
        try await LiveServer.run(limits) { server in
            let peer = try await StreamPeer.connect(to: server.tcp, on: server.group)
            #expect(await peer.rest().isEmpty)
        }
    }

    @Test("After close() connections are closed, none is accepted, and nothing is sent")
    func closed() async throws {
        try await LiveServer.run { server in
            let listener = try await StreamListener.open(on: server.group)
            let peer = try await StreamPeer.connect(to: server.tcp, on: server.group)
            try await peer.send(
                self.options(1).as("INVITE").with { $0.sentBy = "127.0.0.1:\(listener.port)" }.text)
            let recipe = try await server.user.nextInvite()
            await server.transport.close()
            #expect(await peer.rest().isEmpty)
            await #expect(throws: (any Error).self) {
                _ = try await StreamPeer.connect(to: server.tcp, on: server.group)
            }
            server.transactions.respond(recipe.response(503), to: recipe.key)
            try await server.user.nextFailure()
            try await listener.close()
        }
    }
}
