import CallAutomationModel
import CallRouting
import Testing

@Suite("Who sent a request")
struct PrincipalTests {
    static let alice = CommunicationIdentifier(rawID: "8:acs:00000000-0000-0000-0000-00000000000a_alice")
    static let bob = CommunicationIdentifier(rawID: "8:acs:00000000-0000-0000-0000-00000000000a_bob")

    static func user(
        _ user: CommunicationIdentifier = Self.alice, _ reach: Principal.UserReach = .ownCalls
    ) -> Principal {
        Principal(resource: "local", credential: .user(user, mayDecide: reach))
    }

    @Test("Request ids of access keys stand under the resource's name, as rows of former versions do")
    func accessKeys() {
        #expect(Principal.accessKey(of: "local").repeatabilityScope == "local")
    }

    @Test("No two principals share their request ids; one user's do not depend on what user tokens may do")
    func scopes() {
        let principals = [
            .accessKey(of: "local"), .accessKey(of: "other"),
            Principal(resource: "local", credential: .entra(subject: "alice")),
            Principal(resource: "other", credential: .entra(subject: "alice")),
            Principal(resource: "local", credential: .entra(subject: "bob")), Self.user(Self.alice),
            Self.user(Self.bob),
        ]
        #expect(Set(principals.map(\.repeatabilityScope)).count == principals.count)
        #expect(Self.user(Self.alice, .allCalls).repeatabilityScope == Self.user(Self.alice).repeatabilityScope)
    }

    @Test("Keys and Entra decide every call of the resource; a user decides own calls, or all by configuration")
    func reach() {
        let entra = Principal(resource: "local", credential: .entra(subject: "alice"))
        for callee in [Self.alice, Self.bob, .phoneNumber("+14255550100"), nil] {
            #expect(Principal.accessKey(of: "local").mayDecide(callTo: callee))
            #expect(entra.mayDecide(callTo: callee))
            #expect(Self.user(Self.alice, .allCalls).mayDecide(callTo: callee))
            #expect(Self.user(Self.alice).mayDecide(callTo: callee) == (callee == Self.alice))
        }
    }

    @Test("The case of the resource's GUID does not make another user")
    func guidCase() {
        let loud = CommunicationIdentifier(rawID: "8:acs:00000000-0000-0000-0000-00000000000A_alice")
        let other = CommunicationIdentifier(rawID: "8:acs:00000000-0000-0000-0000-00000000000a_Alice")
        #expect(Self.user().mayDecide(callTo: loud))
        #expect(!Self.user().mayDecide(callTo: other))
    }

    @Test("The record says whose credential it was")
    func decider() {
        #expect(Principal.accessKey(of: "local").decider == .accessKey)
        #expect(Principal(resource: "local", credential: .entra(subject: "alice")).decider == .entra)
        #expect(Self.user().decider == .user)
    }
}
