extension NameAddress {
    /// An address to be written, always in the form with `<>` (SYN-12).
    ///
    /// Parameter values that are no tokens are quoted. Throws `.badRequest` when a text has CR, LF, NUL or another
    /// control character in it, when a parameter name is no token, or when the tag is not a token.
    public init(
        displayName: String? = nil, uri: SIPURI, tag: String? = nil, parameters: [SIPParameter] = []
    ) throws(SIPParseError) {
        var bytes: [UInt8] = []
        if let displayName {
            bytes += QuotedText.quoted(try Self.checked(displayName))
            bytes.append(ASCII.space)
        }
        bytes.append(ASCII.less)
        bytes += uri.bytes
        bytes.append(ASCII.greater)
        if let tag {
            guard !tag.isEmpty, tag.utf8.allSatisfy({ ByteSet.token.contains($0) }) else {
                throw SIPParseError(Fault("Tag that is not a token", at: 0))
            }
            bytes += ";tag=".utf8
            bytes += tag.utf8
        }
        for parameter in parameters {
            try bytes.append(headerParameter: parameter)
        }
        try self.init(parsing: bytes)
    }

    private static func checked(_ text: String) throws(SIPParseError) -> String {
        guard text.utf8.allSatisfy({ $0 >= ASCII.space && $0 != 0x7F }) else {
            throw SIPParseError(Fault("Control character in a text", at: 0))
        }
        return text
    }
}

extension [UInt8] {
    /// Appends `;name=value`, the value in quotes when it is not a token or a host.
    mutating func append(headerParameter parameter: SIPParameter) throws(SIPParseError) {
        guard !parameter.name.isEmpty, parameter.name.utf8.allSatisfy({ ByteSet.token.contains($0) }) else {
            throw SIPParseError(Fault("Parameter name that is not a token", at: 0))
        }
        self.append(ASCII.semicolon)
        self += parameter.name.utf8
        guard let value = parameter.value else { return }
        guard value.utf8.allSatisfy({ $0 >= ASCII.space && $0 != 0x7F }) else {
            throw SIPParseError(Fault("Control character in a parameter", at: 0))
        }
        self.append(ASCII.equals)
        let isPlain =
            !value.isEmpty && value.utf8.allSatisfy { ByteSet.token.contains($0) || ByteSet.ipv6.contains($0) }
        self += isPlain ? Array(value.utf8) : QuotedText.quoted(value)
    }
}
