/// The value of `Authorization` in the HMAC scheme (authentication.md §2.1).
///
///     HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={Base64}
///
/// The two parameters may come in either order; others are ignored.
struct SignedAuthorization: Hashable {
    private static let scheme: StaticString = "hmac-sha256"
    /// More header names than any client signs.
    static let headerLimit = 16

    /// Lower case, in the order of the values on the third line of the string to sign.
    let signedHeaders: [String]
    /// The decoded signature, of any length.
    let signature: [UInt8]

    /// Reads a header value; nil when it is of another scheme or malformed.
    init?(_ value: String) {
        guard let parameters = Self.parameters(of: value) else { return nil }
        var signedHeaders: [String]?
        var signature: [UInt8]?
        for parameter in Self.parts(of: parameters, separatedBy: UInt8(ascii: "&")) {
            guard let equals = parameter.firstIndex(of: UInt8(ascii: "=")) else { return nil }
            let text = parameter[(equals + 1)...]
            if Self.isEqual(parameter[..<equals], "signedheaders") {
                guard signedHeaders == nil, let names = Self.names(in: text) else { return nil }
                signedHeaders = names
            } else if Self.isEqual(parameter[..<equals], "signature") {
                guard signature == nil, let bytes = Base64.decode(text) else { return nil }
                signature = bytes
            }
        }
        guard let signedHeaders, let signature else { return nil }
        self.signedHeaders = signedHeaders
        self.signature = signature
    }

    /// Whether a value is of this scheme at all, so that a server can choose whom to ask.
    static func isOfScheme(_ value: String) -> Bool {
        self.parameters(of: value) != nil
    }

    private static func parameters(of value: String) -> ArraySlice<UInt8>? {
        let bytes = Array(value.utf8)
        guard let space = bytes.firstIndex(of: UInt8(ascii: " ")), self.isEqual(bytes[..<space], self.scheme) else {
            return nil
        }
        return bytes[space...].drop { $0 == UInt8(ascii: " ") }
    }

    /// Header names without repetition, in lower case. They are told in failures, so only name characters pass.
    private static func names(in list: ArraySlice<UInt8>) -> [String]? {
        var names: [String] = []
        for part in self.parts(of: list, separatedBy: UInt8(ascii: ";")) {
            guard names.count < self.headerLimit, (1...64).contains(part.count) else { return nil }
            let lowercased = part.map(self.lowercased)
            guard lowercased.allSatisfy(self.isNameCharacter) else { return nil }
            let name = String(decoding: lowercased, as: UTF8.self)
            guard !names.contains(name) else { return nil }
            names.append(name)
        }
        return names
    }

    /// The parts between separators; they may be empty. Like `split`, for a fraction of its time.
    private static func parts(of text: ArraySlice<UInt8>, separatedBy separator: UInt8) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        parts.reserveCapacity(4)
        var start = text.startIndex
        while let end = text[start...].firstIndex(of: separator) {
            parts.append(text[start..<end])
            start = end + 1
        }
        parts.append(text[start...])
        return parts
    }

    /// Whether ASCII text says a word, which is in lower case, in any case.
    private static func isEqual(_ text: ArraySlice<UInt8>, _ word: StaticString) -> Bool {
        guard text.count == word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { word in
            word.indices.allSatisfy { self.lowercased(text[text.startIndex + $0]) == word[$0] }
        }
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }

    private static func isNameCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }
}
