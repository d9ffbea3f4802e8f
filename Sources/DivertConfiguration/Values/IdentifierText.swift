/// The syntax of identifiers in settings: E.164 numbers, raw ids, and prefixes of both.
enum IdentifierText {
    /// `+14255550100`: a plus sign and 2 to 15 digits, the first not 0 (E.164).
    static func isNumber(_ text: String) -> Bool {
        let digits = text.utf8.dropFirst()
        return text.hasPrefix("+") && (2...15).contains(digits.count) && digits.first != UInt8(ascii: "0")
            && digits.allSatisfy(\.isDigit)
    }

    /// `+1425*`, and `+*` for every number.
    static func isNumberPrefix(_ text: String) -> Bool {
        let digits = text.utf8.dropFirst().dropLast()
        return text.hasPrefix("+") && text.hasSuffix("*") && text.utf8.count >= 2 && digits.count <= 15
            && digits.first != UInt8(ascii: "0") && digits.allSatisfy(\.isDigit)
    }

    /// `8:acs:…`, `4:+1…`, `28:orgid:…`, `sip:…`, `sips:…`, `tel:…`: visible ASCII, no `*`.
    static func isRawID(_ text: String) -> Bool {
        guard let colon = text.firstIndex(of: ":"), text.utf8.count <= 1024,
            text.utf8.allSatisfy({ $0.isVisible && $0 != UInt8(ascii: "*") })
        else { return false }
        let scheme = text[..<colon]
        let isScheme = ["sip", "sips", "tel"].contains(scheme.lowercased())
        return (isScheme || (1...3).contains(scheme.utf8.count) && scheme.utf8.allSatisfy(\.isDigit))
            && text.index(after: colon) < text.endIndex
    }

    /// One identifier: a number or a raw id.
    static func isIdentifier(_ text: String) -> Bool { self.isNumber(text) || self.isRawID(text) }

    /// One identifier, a prefix with `*` at its end, or `*`. A prefix of raw ids holds at least their first colon.
    static func isPattern(_ text: String) -> Bool {
        if text == "*" || self.isIdentifier(text) || self.isNumberPrefix(text) { return true }
        guard text.hasSuffix("*") else { return false }
        let prefix = String(text.dropLast())
        return self.isRawID(prefix) || self.isRawID(prefix + "0") && prefix.hasSuffix(":")
    }
}
