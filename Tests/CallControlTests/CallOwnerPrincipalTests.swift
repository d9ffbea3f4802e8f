import CallAutomationModel
import CallControl
import CallRouting
import Testing

@Suite("Whose call it is (row 9)")
struct CallOwnerPrincipalTests {
    private func user(_ user: CommunicationIdentifier, _ reach: Principal.UserReach = .ownCalls) -> Principal {
        Principal(resource: "local", credential: .user(user, mayDecide: reach))
    }

    @Test("A user may not decide a call that rings at somebody else, and the call rings on")
    func otherUsersCall() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        #expect(await bench.decide(bench.redirect(id, by: self.user(OwnerBench.bob))) == .otherUsersCall)
        #expect(await bench.owner.ringingCount == 1)
        #expect(await bench.decide(bench.redirect(id, by: self.user(OwnerBench.bob, .allCalls))) == .accepted(id))
        #expect(await bench.row(id)?.decision?.by == .user)
        await bench.acknowledge(id)
    }

    @Test("A user decides the hop that rings at that user, and no other hop")
    func ownHop() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        #expect(await bench.decide(bench.redirect(id, to: OwnerBench.bob)) == .accepted(id))
        let bob = self.user(OwnerBench.bob)
        #expect(await bench.decide(bench.redirect(id, at: 1, by: self.user(OwnerBench.carol))) == .otherUsersCall)
        #expect(await bench.decide(bench.redirect(id, at: 0, to: OwnerBench.bob, by: bob)) == .otherUsersCall)
        #expect(await bench.decide(bench.redirect(id, at: 2, by: bob)) == .otherUsersCall)
        #expect(await bench.decide(bench.redirect(id, at: 1, by: bob)) == .accepted(id))
        await bench.acknowledge(id)
    }

    @Test("Of a call that is over, too, a user is told nothing but who may ask")
    func ended() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        #expect(await bench.decide(bench.redirect(id, at: 0)) == .accepted(id))
        await bench.acknowledge(id)
        let request = bench.redirect(id, at: 0, by: self.user(OwnerBench.bob))
        #expect(await bench.decide(request) == .otherUsersCall)
    }

    @Test("Two principals may use the same request id")
    func scopes() async throws {
        let bench = await OwnerBench()
        let id = try await bench.ringing()
        let entra = Principal(resource: "local", credential: .entra(subject: "alice"))
        #expect(await bench.decide(bench.redirect(id, id: "a", body: 1)) == .accepted(id))
        #expect(await bench.decide(bench.redirect(id, id: "a", body: 2, by: entra)) == .accepted(id))
        #expect(await bench.decide(bench.redirect(id, id: "a", body: 2)) == .repeatabilityMismatch)
        await bench.acknowledge(id)
    }
}
