package import CallAutomationModel

/// Which targets calls of a resource may be redirected to: `resources[].targets.allow` and `.deny`. The first line against
/// toll fraud: an application that redirects to whatever a caller typed cannot be made to call premium numbers.
///
/// A target must match one of `allow` and none of `deny`; what is denied stays denied whatever allows it.
package struct TargetLists: Sendable, Hashable {
    private let allow: [IdentifierPattern]
    private let deny: [IdentifierPattern]

    package init(allow: [IdentifierPattern] = [IdentifierPattern("*")], deny: [IdentifierPattern] = []) {
        self.allow = allow
        self.deny = deny
    }

    /// Why the target is out of the question; nil when it is not.
    package func prohibition(of target: CommunicationIdentifier) -> TargetProhibition? {
        if let denial = self.denial(of: target) { return denial }
        return self.allow.contains { $0.matches(target) } ? nil : .notAllowed(rule: "targets.allow")
    }

    /// The same by `deny` alone.
    package func denial(of target: CommunicationIdentifier) -> TargetProhibition? {
        self.deny.first { $0.matches(target) }.map { .notAllowed(rule: "targets.deny: \($0)") }
    }
}

/// The lists of each resource, for every target but SIP and telephone addresses: these must be understood first.
package struct ListedTargets: TargetPolicy {
    private let lists: [String: TargetLists]

    /// - Parameter lists: by the name of the resource.
    package init(_ lists: [String: TargetLists]) {
        self.lists = lists
    }

    package func prohibition(of target: CommunicationIdentifier, for call: ResolvingCall) -> TargetProhibition? {
        target.sipAddress == nil ? self.lists[call.resource]?.prohibition(of: target) : nil
    }
}
