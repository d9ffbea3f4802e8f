package import CallAutomationModel

/// Finds the SIP destination of a target. Resolvers form a chain; nil means “not mine, ask the next”.
package protocol TargetResolver: Sendable {
    /// What a caller of `call` reaches `target` at, or nil.
    func resolve(_ target: CommunicationIdentifier, for call: ResolvingCall) -> TargetResolution?
}

/// What a resolver knows about a target.
package enum TargetResolution: Sendable, Hashable {
    /// The SIP URI, as text.
    case uri(String)
    /// The call's resource owns the target, and it has no SIP destination: the call rings on there.
    case ringsOn(CommunicationIdentifier)
}

/// What resolvers may know about the call.
package struct ResolvingCall: Sendable, Hashable {
    /// Host and port that the call came from, for `{peerAddress}`; nil for simulated calls.
    package let peerAddress: String?
    /// The name of the resource that the call belongs to.
    package let resource: String
    package let isSimulated: Bool

    package init(peerAddress: String?, resource: String, isSimulated: Bool) {
        self.peerAddress = peerAddress
        self.resource = resource
        self.isSimulated = isSimulated
    }
}

/// Asks each resolver in turn: routes first, then the defaults.
package struct TargetResolverChain: TargetResolver {
    private let resolvers: [any TargetResolver]

    package init(_ resolvers: [any TargetResolver]) {
        self.resolvers = resolvers
    }

    package func resolve(_ target: CommunicationIdentifier, for call: ResolvingCall) -> TargetResolution? {
        for resolver in self.resolvers {
            if let resolution = resolver.resolve(target, for: call) { return resolution }
        }
        return nil
    }
}
