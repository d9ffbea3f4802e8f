package import CallAutomationModel

/// Whether calls may be sent to a target at all: the first check of a target (answer table, row 11), asked before
/// anybody looks for its SIP destination, and once more when that is found.
package protocol TargetPolicy: Sendable {
    /// Why `target` is out of the question for `call`; nil when it is not.
    func prohibition(of target: CommunicationIdentifier, for call: ResolvingCall) -> TargetProhibition?

    /// Why the SIP URI that a target was resolved to is out of the question; nil when it is not.
    func prohibition(ofContact uri: String, for call: ResolvingCall) -> TargetProhibition?
}

extension TargetPolicy {
    /// Most policies are about targets alone.
    package func prohibition(ofContact uri: String, for call: ResolvingCall) -> TargetProhibition? { nil }
}

/// Why calls may not be sent to a target; 403 `7602` to the application.
package enum TargetProhibition: Sendable, Hashable {
    /// A rule of the configuration forbids it. Its name is for the log; the application is not told.
    case notAllowed(rule: String)
    /// It is a user of another resource.
    case otherResource
}

/// Asks each policy in turn; the first prohibition counts.
package struct TargetPolicies: TargetPolicy {
    private let policies: [any TargetPolicy]

    package init(_ policies: [any TargetPolicy]) {
        self.policies = policies
    }

    package func prohibition(of target: CommunicationIdentifier, for call: ResolvingCall) -> TargetProhibition? {
        for policy in self.policies {
            if let prohibition = policy.prohibition(of: target, for: call) { return prohibition }
        }
        return nil
    }

    package func prohibition(ofContact uri: String, for call: ResolvingCall) -> TargetProhibition? {
        for policy in self.policies {
            if let prohibition = policy.prohibition(ofContact: uri, for: call) { return prohibition }
        }
        return nil
    }
}
