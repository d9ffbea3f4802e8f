import NIOCore
import SIPCore
import SIPTransaction
import SIPTransport
import Synchronization
import Testing

@Suite("Who watches sees every message, and which INVITE it belongs to")
struct MessageObserverTests {
    /// Notes what it sees: `> INVITE`, `< 302`, with `*` when the INVITE's key came along.
    private final class Watcher: MessageObserver {
        private let state = Mutex<(seen: [String], invite: TransactionKey?)>(([], nil))

        var seen: [String] { self.state.withLock { $0.seen } }

        func received(_ message: [UInt8], _ arrival: Arrival, _ invite: TransactionKey?) {
            self.note(">", message, 0, invite)
        }

        func sent(_ message: [UInt8], to destination: ResponseDestination, _ invite: TransactionKey?) {
            self.note("<", message, 1, invite)
        }

        private func note(_ sign: String, _ message: [UInt8], _ word: Int, _ invite: TransactionKey?) {
            let words = String(decoding: message, as: UTF8.self).split(separator: " ")
            self.state.withLock { state in
                if state.invite == nil { state.invite = invite }
                let isOfInvite = invite != nil && invite == state.invite
                state.seen.append("\(sign) \(words[word])\(isOfInvite ? "*" : "")")
            }
        }
    }

    private let invite = SampleRequest()

    private func run(_ body: (TransactionStage) async throws -> Void) async throws -> [String] {
        let watcher = Watcher()
        try await TransactionStage.run { stage in
            await stage.layer.start(stage.user, observer: watcher)
            try await body(stage)
        }
        return watcher.seen
    }

    @Test("A cancelled call: every message is of the INVITE, the CANCEL and its 200, too")
    func cancelled() async throws {
        let seen = try await self.run { stage in
            await stage.receive(self.invite)
            try await stage.respond(100)
            await stage.receive(self.invite.as("CANCEL"))
            let recipe = try #require(await stage.user.recipes.first)
            await stage.layer.respond(recipe.response(487), to: recipe.key)
            await stage.receive(self.invite.as("ACK"))
        }
        #expect(seen == ["> INVITE*", "< 100*", "> CANCEL*", "< 200*", "< 487*", "> ACK*"])
    }

    @Test("Retransmissions are seen, in both directions")
    func retransmissions() async throws {
        let seen = try await self.run { stage in
            await stage.receive(self.invite)
            try await stage.respond(302)
            await stage.advance(milliseconds: 500)
            await stage.receive(self.invite)
        }
        #expect(seen == ["> INVITE*", "< 302*", "< 302*", "> INVITE*", "< 302*"])
    }

    @Test("Malformed messages and what is refused without a transaction are seen; strangers without an answer are not")
    func others() async throws {
        let seen = try await self.run { stage in
            await stage.receive(self.invite)
            await stage.receive(self.invite.with { $0.contentLength = "x" })
            await stage.receive(self.invite.as("CANCEL").with { $0.branch = "z9hG4bKother" })
            await stage.receive(self.invite.with { $0.branch = "z9hG4bKthird" }, from: "198.51.100.66")
            await stage.receive(self.invite.with { $0.branch = "z9hG4bKfourth" }, from: "203.0.113.5")
            _ = await stage.receive(self.invite.as("OPTIONS").with { $0.transport = "TCP" }, over: 1)
        }
        #expect(
            seen == ["> INVITE*", "> INVITE", "< 400", "> CANCEL", "< 481", "> INVITE", "< 403", "> OPTIONS"])
    }
}
