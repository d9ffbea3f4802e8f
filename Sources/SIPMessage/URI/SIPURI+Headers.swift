extension SIPURI {
    /// The URI with a header behind those that it has, `?name=value` or `&name=value` (§19.1.1), escaped as needed.
    ///
    /// Whoever follows the URI copies the header into its request (RFC 3261 §8.1.3.4).
    /// Throws `.badRequest` when the scheme is neither `sip` nor `sips`.
    public func adding(header name: SIPHeaderName, _ value: SIPHeaderValue) throws(SIPParseError) -> SIPURI {
        guard self.scheme == .sip || self.scheme == .sips else {
            throw SIPParseError(Fault("URI of a scheme without headers", at: 0))
        }
        var bytes = Array(self.bytes)
        bytes.append(self.headers == nil ? ASCII.question : UInt8(ascii: "&"))
        bytes += PercentEscapes.encoded(name.canonicalName.utf8, allowed: .uriHeader)
        bytes.append(ASCII.equals)
        bytes += PercentEscapes.encoded(value.bytes, allowed: .uriHeader)
        return try SIPURI(parsing: bytes)
    }
}
