package import CallAutomationModel

/// Which calls a subscription wants. Everything that is given must match.
package struct SubscriptionFilter: Sendable, Hashable {
    /// The short form: lists of numbers, raw ids or prefixes ending in `*`. An empty list matches everything.
    package let to: [String]
    package let from: [String]
    /// How the event's subject begins, in any case: `/caller/4:+1425`. Empty matches everything.
    package var subjectBeginsWith = ""
    package var advanced: [AdvancedFilter] = []

    package init(
        to: [String] = [], from: [String] = [], subjectBeginsWith: String = "", advanced: [AdvancedFilter] = []
    ) {
        self.to = to
        self.from = from
        self.subjectBeginsWith = subjectBeginsWith
        self.advanced = advanced
    }

    package func matches(from: CommunicationIdentifier, to: CommunicationIdentifier) -> Bool {
        Self.matches(self.from, from) && Self.matches(self.to, to)
            && "/caller/\(from.rawID)/recipient/\(to.rawID)".lowercased().hasPrefix(self.subjectBeginsWith.lowercased())
            && self.advanced.allSatisfy { $0.matches(from: from, to: to) }
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
