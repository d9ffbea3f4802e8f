package import CallAutomationModel

/// Targets that the call's own resource owns: a number that it lists, or a user that carries its GUID. The call rings on
/// there.
///
/// In the chain it stands twice: first for simulated calls, which ring on for every owned target so that an
/// application's second step can be tested; and for the others behind everything that knows a SIP destination, and
/// before the default of numbers.
package struct OwnedTargets: TargetResolver {
    package enum Calls: Sendable, Hashable {
        case all, simulated
    }

    private let resources: ResourceTable
    private let calls: Calls

    package init(_ resources: ResourceTable, of calls: Calls = .all) {
        self.resources = resources
        self.calls = calls
    }

    package func resolve(_ target: CommunicationIdentifier, for call: ResolvingCall) -> TargetResolution? {
        guard self.calls == .all || call.isSimulated else { return nil }
        return self.resources.owner(of: target)?.name == call.resource ? .ringsOn(target) : nil
    }
}
