/// The value of `Authorization` in the HMAC scheme (authentication.md §2.1).
///
///     HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={Base64}
///
/// The two parameters may come in either order; others are ignored.
struct SignedAuthorization: Hashable {
    static let scheme = "HMAC-SHA256"
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
        for parameter in parameters.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false) {
            guard let equals = parameter.firstIndex(of: UInt8(ascii: "=")) else { return nil }
            let text = parameter[parameter.index(after: equals)...]
            switch String(Substring(parameter[..<equals])).lowercased() {
            case "signedheaders":
                guard signedHeaders == nil, let names = Self.names(in: text) else { return nil }
                signedHeaders = names
            case "signature":
                guard signature == nil, let bytes = Base64.decode(String(Substring(text))) else { return nil }
                signature = bytes
            default: continue
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

    private static func parameters(of value: String) -> Substring.UTF8View? {
        guard let space = value.utf8.firstIndex(of: UInt8(ascii: " ")) else { return nil }
        guard value[..<space].lowercased() == self.scheme.lowercased() else { return nil }
        return value[space...].utf8.drop { $0 == UInt8(ascii: " ") }
    }

    /// Header names without repetition. They are told in failures, so only name characters pass.
    private static func names(in list: Substring.UTF8View) -> [String]? {
        let names = list.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
            .map { String(Substring($0)).lowercased() }
        guard names.count <= self.headerLimit, Set(names).count == names.count else { return nil }
        for name in names {
            guard (1...64).contains(name.utf8.count), name.utf8.allSatisfy(self.isNameCharacter) else { return nil }
        }
        return names
    }

    private static func isNameCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }
}
