import CallControl
import CallRouting
import DivertTesting
import NIOEmbedded
import SIPEdge
import Testing

@Suite("Requests that do not become calls", .timeLimit(.minutes(1)))
struct UserAgentServerEdgeTests {
    private let invite = SampleRequest()
    private let options = SampleRequest(method: "OPTIONS")

    @Test("UAS-4: an INVITE with a To tag gets 481 and no call")
    func toTag() async throws {
        try await EdgeStage.run { stage in
            await stage.receive(self.invite.with { $0.to += ";tag=theirs" })
            #expect(await stage.statuses() == [481])
            #expect(await stage.owner.liveCount == 0)
        }
    }

    @Test("UAS-2, UAS-9: Require and the body of an INVITE are not looked at")
    func requireIgnored() async throws {
        try await EdgeStage.run { stage in
            await stage.receive(
                self.invite.with {
                    $0.others = ["Require: 100rel, x-odd", "Content-Type: application/odd"]
                    $0.body = "anything"
                })
            #expect(await stage.statuses() == [100])
        }
    }

    @Test("UAS-1: unknown and unserved methods get 501 and 405 with Allow")
    func methods() async throws {
        try await EdgeStage.run { stage in
            await stage.receive(self.invite.as("NEWMETHOD"))
            await stage.receive(self.invite.as("REGISTER"))
            let sent = await stage.sender.take()
            #expect(sent.map(\.status) == [501, 405])
            #expect(sent.allSatisfy { $0.values("Allow") == ["INVITE, ACK, CANCEL, OPTIONS"] })
        }
    }

    @Test("UAS-7: OPTIONS gets what an INVITE would get: 200 with Allow and Accept")
    func served() async throws {
        try await EdgeStage.run { stage in
            await stage.receive(self.options)
            await stage.receive(
                self.options.with {
                    $0.branch = "z9hG4bKserver"
                    $0.uri = "sip:divert.example"
                })
            let sent = await stage.sender.take()
            #expect(sent.map(\.status) == [200, 200])
            #expect(sent.first?.values("Allow") == ["INVITE, ACK, CANCEL, OPTIONS"])
            #expect(sent.first?.values("Accept") == ["application/sdp"])
        }
    }

    @Test("UAS-6: whom no resource serves gets 404, on OPTIONS as on INVITE; the server itself is always there")
    func unknownResource() async throws {
        let setting = EdgeStage.Setting().with {
            $0.resources = [
                ResourceTable.Resource(name: "a", id: "0e", numbers: ["+1425*"]),
                ResourceTable.Resource(name: "b", id: "1f", numbers: ["+4930555"]),
            ]
        }
        try await EdgeStage.run(setting) { stage in
            let unknown = "sip:+33155500@divert.example"
            await stage.receive(self.invite.with { $0.uri = unknown })
            await stage.receive(self.options.with { $0.uri = unknown })
            #expect(await stage.statuses() == [404, 404])
            await stage.receive(
                self.options.with {
                    $0.branch = "z9hG4bKserver"
                    $0.uri = "sip:divert.example"
                })
            await stage.receive(self.invite.with { $0.branch = "z9hG4bKknown" })
            #expect(await stage.statuses() == [200, 100])
            #expect(await stage.call()?.resource == "a")
        }
    }

    @Test("A callee that no resource lists belongs to the peer's resource")
    func peerResource() async throws {
        let setting = EdgeStage.Setting().with {
            $0.resources = ["a", "b"].map { ResourceTable.Resource(name: $0, id: $0, numbers: []) }
            $0.peers = [EdgeStage.Setting.peer(resource: "b")]
        }
        try await EdgeStage.run(setting) { stage in
            await stage.receive(self.invite)
            #expect(await stage.call()?.resource == "b")
        }
    }

    @Test("UAS-7, D6: while the store is sick, OPTIONS and INVITE get 503 with Retry-After")
    func sickStore() async throws {
        try await EdgeStage.run { stage in
            await stage.store.report(.failing("disk full"))
            await stage.loop.run()
            await stage.receive(self.options)
            await stage.receive(self.invite)
            let sent = await stage.sender.take()
            #expect(sent.map(\.status) == [503, 503])
            #expect(sent.allSatisfy { (5...10).contains($0.values("Retry-After").first.flatMap { Int($0) } ?? 0) })
            await stage.store.report(.writing)
            await stage.loop.run()
            await stage.receive(self.invite.with { $0.branch = "z9hG4bKlater" })
            #expect(await stage.statuses() == [100])
        }
    }

    @Test("TX-11: beyond the number of calls an INVITE gets 503, and OPTIONS too")
    func full() async throws {
        try await EdgeStage.run(EdgeStage.Setting().with { $0.calls.capacity = 1 }) { stage in
            await stage.receive(self.invite)
            await stage.receive(
                self.invite.with {
                    $0.branch = "z9hG4bKsecond"
                    $0.callID = "second"
                })
            await stage.receive(self.options)
            #expect(await stage.statuses() == [100, 503, 503])
        }
    }

    @Test("OVL-7: while draining, new work gets 503; ringing calls have their time, then 503 with Retry-After")
    func draining() async throws {
        try await EdgeStage.run { stage in
            await stage.receive(self.invite)
            async let drained: Void = stage.owner.drain()
            while await stage.owner.refusalOfNewCalls != .draining { await Task.yield() }
            let second = self.invite.with { $0.branch = "z9hG4bKsecond" }
            await stage.receive(self.options)
            await stage.receive(second)
            await stage.receive(second.as("ACK"))
            #expect(await stage.statuses() == [100, 503, 503])
            await stage.advance(milliseconds: 10_000)
            await drained
            let last = await stage.sender.take()
            #expect(last.map(\.status) == [503])
            #expect(last.first?.values("Retry-After") == ["5"])
            #expect(await stage.call()?.state == .failed)
        }
    }

    @Test("OVL-3: a stranger's INVITE rings nowhere")
    func stranger() async throws {
        try await EdgeStage.run { stage in
            await stage.receive(self.invite, from: "203.0.113.1")
            #expect(await stage.statuses() == [])
            #expect(await stage.owner.liveCount == 0)
        }
    }
}
