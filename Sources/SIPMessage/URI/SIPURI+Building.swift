extension SIPURI {
    /// A `sip:` or `sips:` URI to be written.
    ///
    /// - Parameters:
    ///   - user: The user part as it is meant; what the grammar does not allow in it is escaped here.
    ///   - host: A name or an address; IPv6 without brackets.
    ///   - port: 1 to 65535.
    ///   - parameters: In this order; values are escaped as needed.
    ///
    /// Throws `.badRequest` for a scheme other than `sip` and `sips`, a text with control characters (RED-8), an empty
    /// user, a host or port that is none, and a parameter name that needs an escape.
    public init(
        scheme: Scheme = .sip, user: String? = nil, host: String, port: Int? = nil, parameters: [SIPParameter] = []
    ) throws(SIPParseError) {
        guard scheme == .sip || scheme == .sips else {
            throw SIPParseError(Fault("URI of a scheme without user and host", at: 0))
        }
        var bytes = Array("\(scheme):".utf8)
        if let user {
            bytes += try Self.escaped(user, allowed: .user)
            bytes.append(ASCII.at)
        }
        guard host.utf8.allSatisfy({ ByteSet.host.contains($0) || ByteSet.ipv6.contains($0) }) else {
            throw SIPParseError(Fault("Malformed host in a URI", at: bytes.count))
        }
        bytes.append(host: host)
        if let port {
            bytes.append(ASCII.colon)
            bytes += String(port).utf8
        }
        for parameter in parameters {
            guard !parameter.name.isEmpty, parameter.name.utf8.allSatisfy({ ByteSet.uriParameter.contains($0) }) else {
                throw SIPParseError(Fault("Malformed parameter in a URI", at: bytes.count))
            }
            bytes.append(ASCII.semicolon)
            bytes += parameter.name.utf8
            guard let value = parameter.value else { continue }
            bytes.append(ASCII.equals)
            bytes += try Self.escaped(value, allowed: .uriParameter)
        }
        try self.init(parsing: bytes)
    }

    /// A global telephone number in SIP form, `sip:+E164@host;user=phone` (§19.1.6).
    ///
    /// `number` starts with `+` and has 1 to 15 digits; visual separators between them are left out.
    /// Throws `.badRequest` for anything else.
    public init(
        globalNumber number: String, host: String, port: Int? = nil, scheme: Scheme = .sip
    ) throws(SIPParseError) {
        let digits = number.utf8.dropFirst().filter { ASCII.isDigit($0) }
        let rest = number.utf8.dropFirst().filter { !ASCII.isDigit($0) }
        guard number.utf8.first == UInt8(ascii: "+"), (1...15).contains(digits.count),
            rest.allSatisfy({ "-.()".utf8.contains($0) })
        else { throw SIPParseError(Fault("Not a global telephone number", at: 0)) }
        try self.init(
            scheme: scheme, user: "+" + String(decoding: digits, as: UTF8.self), host: host, port: port,
            parameters: [SIPParameter("user", "phone")])
    }

    private static func escaped(_ text: String, allowed: ByteSet) throws(SIPParseError) -> [UInt8] {
        guard text.utf8.allSatisfy({ $0 >= ASCII.space && $0 != 0x7F }) else {
            throw SIPParseError(Fault("Control character in a URI", at: 0))
        }
        return PercentEscapes.encoded(text.utf8, allowed: allowed)
    }
}
