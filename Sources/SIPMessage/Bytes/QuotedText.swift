/// The `quoted-string` of RFC 3261 §25.1, with its quoted pairs.
enum QuotedText {
    /// The text between the quotes, with every quoted pair replaced by its second character.
    static func unquoted(_ quoted: ArraySlice<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(quoted.count)
        var isEscaped = false
        for byte in quoted.dropFirst().dropLast() {
            if isEscaped || byte != ASCII.backslash {
                text.append(byte)
                isEscaped = false
            } else {
                isEscaped = true
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// A text between quotes, `"` and `\` escaped. The caller refuses CR, LF and NUL.
    static func quoted(_ text: String) -> [UInt8] {
        var bytes = [ASCII.quote]
        for byte in text.utf8 {
            if byte == ASCII.quote || byte == ASCII.backslash { bytes.append(ASCII.backslash) }
            bytes.append(byte)
        }
        bytes.append(ASCII.quote)
        return bytes
    }
}
