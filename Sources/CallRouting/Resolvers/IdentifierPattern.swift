package import CallAutomationModel

/// Which identifiers a line of the configuration means: an E.164 number, a raw id, the beginning of one of them with a `*`
/// behind it, or `*` for all.
///
///     +14255550123    +1900*    8:acs:*    sip:201@pbx.example    *
///
/// Letters are compared without case, since the GUIDs in raw ids are.
package struct IdentifierPattern: Sendable, Hashable, CustomStringConvertible {
    /// As it was written.
    package let description: String
    private let isNumber: Bool
    private let isPrefix: Bool
    /// Without the star, in lower case.
    private let beginning: String

    package init(_ text: String) {
        self.description = text
        self.isPrefix = text.hasSuffix("*")
        let lowercase = text.lowercased()
        let beginning = self.isPrefix ? lowercase.dropLast() : lowercase[...]
        // The raw id of a number means the number, whatever asserted id stands behind it.
        self.isNumber = beginning.hasPrefix("+") || beginning.hasPrefix("4:+")
        self.beginning = String(beginning.hasPrefix("4:+") ? beginning.dropFirst(2) : beginning)
    }

    package func matches(_ identifier: CommunicationIdentifier) -> Bool {
        guard let subject = self.isNumber ? identifier.e164 : identifier.rawID.lowercased() else { return false }
        return self.isPrefix ? subject.hasPrefix(self.beginning) : subject == self.beginning
    }
}
