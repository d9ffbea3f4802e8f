package import CallAutomationModel

/// The resources, and which of them a called identifier belongs to.
package struct ResourceTable: Sendable {
    package struct Resource: Sendable, Hashable {
        package let name: String
        /// The GUID inside `8:acs:{id}_{user}`, lower case.
        package let id: String
        /// Numbers in E.164, or prefixes ending in `*`.
        package let numbers: [String]

        package init(name: String, id: String, numbers: [String]) {
            self.name = name
            self.id = id
            self.numbers = numbers
        }
    }

    package let resources: [Resource]

    package init(_ resources: [Resource]) {
        self.resources = resources
    }

    /// The resource that lists the number or whose GUID the user carries, else the peer's, else the only one there is;
    /// nil when none of that decides.
    package func resource(of callee: CommunicationIdentifier, peerResource: String?) -> String? {
        self.owner(of: callee)?.name ?? peerResource ?? (self.resources.count == 1 ? self.resources.first?.name : nil)
    }

    /// The resource that owns an identifier: by a listed number or by the GUID of a user.
    package func owner(of identifier: CommunicationIdentifier) -> Resource? {
        if let number = identifier.e164 {
            return self.resources.first { $0.numbers.contains { Self.matches($0, number) } }
        }
        guard let id = identifier.resourceID?.lowercased() else { return nil }
        return self.resources.first { $0.id == id }
    }

    private static func matches(_ pattern: String, _ number: String) -> Bool {
        pattern.hasSuffix("*") ? number.hasPrefix(pattern.dropLast()) : number == pattern
    }
}
