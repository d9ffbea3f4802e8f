extension SIPURI {
    /// The value of a header that the URI carries after its question mark (§19.1.1), its escapes decoded once; nil when
    /// it carries none of that name. Of several with one name the first counts.
    ///
    /// The bytes may be anything: whoever puts them in a message lets ``SIPHeaderValue`` look at them.
    public func embeddedHeader(_ name: SIPHeaderName) -> [UInt8]? {
        for component in (self.headers ?? []).split(separator: UInt8(ascii: "&")) {
            let parts = component.split(separator: ASCII.equals, maxSplits: 1, omittingEmptySubsequences: false)
            guard let first = parts.first, SIPHeaderName(token: PercentEscapes.decoded(first)[...]) == name else {
                continue
            }
            return parts.count > 1 ? PercentEscapes.decoded(parts[1]) : []
        }
        return nil
    }
}
