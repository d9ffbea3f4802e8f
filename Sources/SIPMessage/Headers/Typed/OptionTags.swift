extension SIPHeaders {
    /// The option tags of Supported, Require, Proxy-Require or Unsupported, in order (RFC 3261 §19.2). Compared without
    /// case.
    ///
    /// Throws `.badRequest` for the first value that is no token.
    public func optionTags(_ name: SIPHeaderName) throws(SIPParseError) -> [String] {
        try self.values(name).map { value throws(SIPParseError) in
            guard value.allSatisfy({ ByteSet.token.contains($0) }) else {
                throw SIPParseError(Fault("Option tag that is no token", at: value.startIndex), in: name)
            }
            return String(decoding: value, as: UTF8.self)
        }
    }
}
