package import CallAutomationModel

/// The short form of a filter: lists of numbers, raw ids or prefixes ending in `*`. An empty list matches everything.
package struct SubscriptionFilter: Sendable, Hashable {
    package let to: [String]
    package let from: [String]

    package init(to: [String] = [], from: [String] = []) {
        self.to = to
        self.from = from
    }

    package func matches(from: CommunicationIdentifier, to: CommunicationIdentifier) -> Bool {
        Self.matches(self.from, from) && Self.matches(self.to, to)
    }

    private static func matches(_ patterns: [String], _ identifier: CommunicationIdentifier) -> Bool {
        patterns.isEmpty || patterns.contains { Self.matches($0, identifier) }
    }

    private static func matches(_ pattern: String, _ identifier: CommunicationIdentifier) -> Bool {
        let subject = pattern.hasPrefix("+") ? identifier.e164 : identifier.rawID
        guard let subject = subject?.lowercased() else { return false }
        let wanted = pattern.lowercased()
        return wanted.hasSuffix("*") ? subject.hasPrefix(wanted.dropLast()) : subject == wanted
    }
}
