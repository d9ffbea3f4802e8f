/// The value of a header that lists addresses, as the SIP log shows it.
///
///     "Alice" <sip:+14255550199@gw>;tag=8a, sip:bob@pbx   →   "…" <sip:…0199@gw>;tag=8a, sip:…@pbx
enum SIPAddressList {
    static func redacted(_ value: ArraySlice<UInt8>) -> String {
        self.split(value, at: UInt8(ascii: ",")).map { self.redacted(element: $0.trimmed) }.joined(separator: ", ")
    }

    private static func redacted(element: ArraySlice<UInt8>) -> String {
        // `Contact: *` names nobody.
        if element.elementsEqual("*".utf8) { return "*" }
        let parts = self.split(element, at: UInt8(ascii: ";"))
        guard let address = parts.first else { return "" }
        return ([self.redacted(address: address.trimmed)] + parts.dropFirst().map(self.redacted(parameter:)))
            .joined(separator: ";")
    }

    /// `["name"] "<" URI ">"` or a URI.
    private static func redacted(address: ArraySlice<UInt8>) -> String {
        guard let open = self.index(of: UInt8(ascii: "<"), in: address) else {
            return RedactedURI(bytes: address).description
        }
        let name = address[..<open].trimmed.isEmpty ? "" : "\"…\" "
        guard let close = address[open...].firstIndex(of: UInt8(ascii: ">")) else { return "\(name)<…" }
        return "\(name)<\(RedactedURI(bytes: address[(open + 1)..<close].trimmed))>"
    }

    /// Tags tell dialogs apart and nothing else; any other parameter is shown like a comment.
    private static func redacted(parameter: ArraySlice<UInt8>) -> String {
        let parameter = parameter.trimmed
        let name = String(decoding: parameter.prefix { $0 != UInt8(ascii: "=") }.trimmed, as: UTF8.self)
        let shown =
            name.lowercased() == "tag" ? Array(parameter) : OutsideText.redacted(parameter, digits: 5)
        return String(decoding: shown, as: UTF8.self)
    }

    /// Splits where neither quotes nor angle brackets are open.
    private static func split(_ bytes: ArraySlice<UInt8>, at separator: UInt8) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        var rest = bytes
        while let end = self.index(of: separator, in: rest) {
            parts.append(rest[..<end])
            rest = rest[(end + 1)...]
        }
        return parts + [rest]
    }

    /// The first place of a byte outside of quotes and of brackets that open before it.
    private static func index(of wanted: UInt8, in bytes: ArraySlice<UInt8>) -> Int? {
        var isQuoted = false
        var isEscaped = false
        var isInBrackets = false
        for (index, byte) in zip(bytes.indices, bytes) {
            if isEscaped {
                isEscaped = false
            } else if isQuoted {
                isEscaped = byte == UInt8(ascii: "\\")
                isQuoted = byte != UInt8(ascii: "\"")
            } else if byte == wanted, !isInBrackets {
                return index
            } else {
                switch byte {
                case UInt8(ascii: "\""): isQuoted = true
                case UInt8(ascii: "<"): isInBrackets = true
                case UInt8(ascii: ">"): isInBrackets = false
                default: break
                }
            }
        }
        return nil
    }
}
