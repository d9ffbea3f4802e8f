import CallAutomationModel

/// How the digits that a peer sends become E.164 numbers (ID-4).
///
///     international prefix, country code, number      00 1 425 5550100     → +14255550100
///     national prefix, number                         0 30 1234567         → +49301234567
///
/// Digits that begin with neither are national numbers where there is no national prefix, and nothing that can be
/// known where there is one: an extension, or a number of the same town. In North America, where the national prefix is
/// the country code, ten digits are a number with or without it.
package struct NumberPlan: Sendable, Hashable {
    /// Digits of the country code, without a sign.
    package let countryCode: String
    /// What is dialled before a country code; nil when nothing is.
    package let internationalPrefix: String?
    /// What is dialled before an area code; nil when nothing is.
    package let nationalPrefix: String?

    /// The fewest digits that are taken for a whole number: what is shorter is an extension.
    private static let fewestDigits = 8

    package init(countryCode: String, internationalPrefix: String? = nil, nationalPrefix: String? = nil) {
        self.countryCode = countryCode
        self.internationalPrefix = internationalPrefix
        self.nationalPrefix = nationalPrefix
    }

    /// The E.164 number that a user part means: digits, with visual separators and parameters at most. Nil when it is
    /// something else.
    package func number(_ user: String) -> String? {
        let digits = user.utf8.prefix { $0 != UInt8(ascii: ";") }.filter { !"-.()".utf8.contains($0) }
        guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = self.international(String(decoding: digits, as: UTF8.self)),
            number.utf8.count > Self.fewestDigits, E164.isNumber(number)
        else { return nil }
        return number
    }

    private func international(_ digits: String) -> String? {
        if let prefix = self.internationalPrefix, digits.hasPrefix(prefix) {
            return "+" + digits.dropFirst(prefix.count)
        }
        guard let prefix = self.nationalPrefix else { return "+" + self.countryCode + digits }
        if digits.hasPrefix(prefix), prefix != self.countryCode || digits.utf8.count > 10 {
            return "+" + self.countryCode + digits.dropFirst(prefix.count)
        }
        return prefix == self.countryCode && digits.utf8.count == 10 ? "+" + prefix + digits : nil
    }
}
