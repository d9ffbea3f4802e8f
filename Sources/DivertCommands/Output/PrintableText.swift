extension String {
    /// The text without anything that a terminal would obey: control characters, escape sequences and the marks that
    /// change the direction of writing become `�`. What a stranger put into a SIP header ends up in a table.
    package var printable: String {
        guard self.unicodeScalars.contains(where: \.isObeyedByTerminals) else { return self }
        var text = ""
        for scalar in self.unicodeScalars {
            text.unicodeScalars.append(scalar.isObeyedByTerminals ? "\u{FFFD}" : scalar)
        }
        return text
    }
}

extension Unicode.Scalar {
    fileprivate var isObeyedByTerminals: Bool {
        switch self.value {
        case 0..<0x20, 0x7F..<0xA0: true
        // Line and paragraph separators, and the directional marks of Unicode Standard Annex 9.
        case 0x2028...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0x061C: true
        default: false
        }
    }
}
