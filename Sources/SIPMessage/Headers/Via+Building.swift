extension Via {
    /// A Via of one's own (§18.1.1): `SIP/2.0/transport host:port;branch=…`, with an empty `rport` if asked for.
    ///
    /// An IPv6 host is given without brackets. Throws `.badRequest` when a part breaks the grammar.
    public init(
        transport: String, host: String, port: Int? = nil, branch: String? = nil, asksForRport: Bool = false,
        parameters: [SIPParameter] = []
    ) throws(SIPParseError) {
        var bytes = Array("SIP/2.0/\(transport) ".utf8)
        bytes.append(host: host)
        if let port {
            bytes.append(ASCII.colon)
            bytes += String(port).utf8
        }
        if let branch { try bytes.append(headerParameter: SIPParameter("branch", branch)) }
        if asksForRport { try bytes.append(headerParameter: SIPParameter("rport")) }
        for parameter in parameters { try bytes.append(headerParameter: parameter) }
        try self.init(parsing: bytes)
    }

    /// The value with the source of the request noted in it (TRN-2).
    ///
    /// `received` replaces what the sender may have claimed; `rport`, 1 to 65535, takes the place of the parameter the
    /// sender put there. Nil leaves the value without that note. Throws `.badRequest` when `received` is no address.
    public func stamped(received: String?, rport: Int? = nil) throws(SIPParseError) -> Via {
        var bytes: [UInt8] = []
        self.appendStamped(to: &bytes, received: received, rport: rport)
        return try Via(parsing: bytes)
    }

    /// The same, appended to bytes and not read again: `received` has to be an address.
    package func appendStamped(to bytes: inout [UInt8], received: String?, rport: Int?) {
        bytes += self.storage[self.shape.text.lower..<self.shape.parameters.lower]
        var isRportWritten = false
        for (name, value) in self.parameters.ranges() {
            let nameBytes = self.storage[text: name]
            if ASCII.equalIgnoringCase(nameBytes, "received".utf8) { continue }
            bytes.append(ASCII.semicolon)
            bytes += nameBytes
            if let rport, ASCII.equalIgnoringCase(nameBytes, "rport".utf8) {
                bytes.append(ASCII.equals)
                bytes.append(decimal: rport)
                isRportWritten = true
            } else if value.isPresent {
                bytes.append(ASCII.equals)
                bytes += self.storage[text: value]
            }
        }
        if let received {
            bytes += ";received=".utf8
            bytes += received.utf8
        }
        if let rport, !isRportWritten {
            bytes += ";rport=".utf8
            bytes.append(decimal: rport)
        }
    }
}

extension [UInt8] {
    /// Appends a host, an IPv6 address in brackets.
    mutating func append(host: String) {
        let isIPv6 = host.utf8.contains(ASCII.colon) && host.utf8.first != ASCII.leftBracket
        if isIPv6 { self.append(ASCII.leftBracket) }
        self += host.utf8
        if isIPv6 { self.append(ASCII.rightBracket) }
    }
}
