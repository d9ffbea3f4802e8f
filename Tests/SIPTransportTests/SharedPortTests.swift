import NIOCore
import NIOPosix
import SIPCore
import SIPMessage
import SIPTransaction
import SIPTransport
import Testing

@Suite("Several loops share the UDP ports", .timeLimit(.minutes(1)))
struct SharedPortTests {
    private let invite = SampleRequest(sentBy: "127.0.0.1:5999")

    /// INVITEs of which so many live on each of three loops, one loop after the other.
    private func invites(onEach count: Int) throws -> [SampleRequest] {
        var places: [[SampleRequest]] = [[], [], []]
        var number = 0
        while places.contains(where: { $0.count < count }) {
            number += 1
            let invite = self.invite(number)
            let place = try invite.recipe(.udp(), tag: "").key.place(amongTables: 3)
            if places[place].count < count { places[place].append(invite) }
        }
        return places.flatMap(\.self)
    }

    private func invite(_ number: Int) -> SampleRequest {
        self.invite.with {
            $0.branch = "z9hG4bK-shared-\(number)"
            $0.callID = "shared-\(number)"
        }
    }

    @Test("TX-1: each message of a call may come from another port, and on another loop: it finds its transaction")
    func wholeCall() async throws {
        try await LiveServer.run(loops: 3) { server in
            for invite in try self.invites(onEach: 12) {
                // The kernel chooses the loop by the port; two ports are on one loop once in three times.
                let (first, second) = (
                    try await DatagramPeer.open(on: server.group), try await DatagramPeer.open(on: server.group)
                )
                try await first.send(invite.text, to: server.udp)
                let recipe = try await server.user.nextInvite()
                server.transactions.respond(recipe.response(180), to: recipe.key)
                #expect(try await first.next().status == 180)
                try await second.send(invite.text, to: server.udp)
                // A retransmission is answered where its INVITE came from, and makes no second call.
                #expect(try await first.next().status == 180)
                server.transactions.respond(recipe.response(302), to: recipe.key)
                let final = try await first.next()
                #expect(final.status == 302)
                #expect(final.from == server.udp)
                try await second.send(invite.as("ACK").text, to: server.udp)
                try await server.user.nextAcknowledgement()
            }
            #expect(server.arrivals.all.reduce(0, +) == 36 * 3)
            #expect(server.arrivals.all.count { $0 > 0 } > 1)
        }
    }

    @Test("A socket that rests is read again, whether its callers wait for their answers or not")
    func rests() async throws {
        let options = SampleRequest(method: "OPTIONS", sentBy: "127.0.0.1:5999")
        try await LiveServer.run(longestRest: .milliseconds(4)) { server in
            let peer = try await DatagramPeer.open(on: server.group)
            for number in 0..<600 {
                try await peer.send(options.with { $0.branch = "z9hG4bK-rest-\(number)" }.text, to: server.udp)
                if number < 200 || number % 20 == 19 {
                    for _ in 0..<(number < 200 ? 1 : 20) { #expect(try await peer.next().status == 200) }
                }
            }
        }
    }

    @Test("CAN-1: a CANCEL from another port finds its INVITE")
    func cancel() async throws {
        try await LiveServer.run(loops: 3) { server in
            for number in 0..<20 {
                let (first, second) = (
                    try await DatagramPeer.open(on: server.group), try await DatagramPeer.open(on: server.group)
                )
                try await first.send(self.invite(number).text, to: server.udp)
                let recipe = try await server.user.nextInvite()
                server.transactions.respond(recipe.response(180), to: recipe.key)
                #expect(try await first.next().status == 180)
                try await second.send(self.invite(number).as("CANCEL").text, to: server.udp)
                #expect(try await second.next().status == 200)
            }
        }
    }

    @Test("TRN-1: a transaction that came over a connection may live on any loop, and answers over the connection")
    func connection() async throws {
        try await LiveServer.run(loops: 3) { server in
            let peer = try await StreamPeer.connect(to: server.tcp, on: server.group)
            let invites = try self.invites(onEach: 5).map { $0.with { $0.transport = "TCP" } }
            var recipes: [ResponseRecipe] = []
            for invite in invites {
                try await peer.send(invite.text)
                recipes.append(try await server.user.nextInvite())
            }
            #expect(await server.transactionCounts == [5, 5, 5])
            for (invite, recipe) in zip(invites, recipes) {
                server.transactions.respond(recipe.response(302), to: recipe.key)
                #expect(try await peer.next().statuses == [302])
                try await peer.send(invite.as("ACK").text)
                try await server.user.nextAcknowledgement()
            }
            await peer.close()
        }
    }

    @Test("D7: that a final response over a connection cannot be sent is told from any loop")
    func lostConnection() async throws {
        try await LiveServer.run(loops: 3) { server in
            for number in 0..<8 {
                let peer = try await StreamPeer.connect(to: server.tcp, on: server.group)
                try await peer.send(
                    self.invite(number).with {
                        $0.transport = "TCP"
                        $0.sentBy = "127.0.0.1:1"
                    }.text)
                let recipe = try await server.user.nextInvite()
                try await peer.closeAndWait()
                server.transactions.respond(recipe.response(302), to: recipe.key)
                try await server.user.nextFailure()
            }
        }
    }

    @Test("TRN-1: the ports of another server are found in use, however many loops each of the two has")
    func inUse() async throws {
        try await LiveServer.run(loops: 2) { server in
            let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
            let other = TransportLayer(on: group.next(), logger: LiveServer.silence)
            await #expect(throws: ListenError.self) {
                _ = try await other.listen(on: [ListenAddress(.udp, host: server.udp.host, port: server.udp.port)])
            }
            await other.close()
            try await group.shutdownGracefully()
        }
    }
}
