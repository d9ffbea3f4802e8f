/// When to try again: the value of Retry-After (RFC 3261 §20.33).
///
///     delta-seconds [ "(" comment ")" ] *( ";" ( "duration" "=" delta-seconds / parameter ) )
public struct RetryAfter: Hashable, Sendable {
    /// Seconds from now, 0 to 2³²−1; a larger number counts as that.
    public let seconds: Int
    /// How many seconds the callee will then be reachable; nil when it does not say. 0 to 2³²−1.
    public let duration: Int?

    /// A value of one's own. Numbers outside 0 to 2³²−1 are brought inside.
    public init(seconds: Int, duration: Int? = nil) {
        self.seconds = min(max(0, seconds), Int(UInt32.max))
        self.duration = duration.map { min(max(0, $0), Int(UInt32.max)) }
    }

    /// Reads a value. Throws `.badRequest` when it is malformed.
    public init(parsing bytes: some Collection<UInt8>) throws(SIPParseError) {
        let parts = try ParameterizedText(bytes, of: .retryAfter) { reader in
            let seconds = reader.take(.digit)
            reader.skipBlanks()
            return reader.skipComment() ? seconds : nil
        }
        self.init(
            seconds: DecimalNumber.clamped(parts.storage[text: parts.value], to: Int(UInt32.max)) ?? 0,
            duration: parts.parameters.number("duration", upTo: Int(UInt32.max)))
    }

    /// The value, to be put in a header field.
    public var headerValue: SIPHeaderValue {
        let duration = self.duration.map { ";duration=\($0)" } ?? ""
        return SIPHeaderValue(unchecked: Array("\(self.seconds)\(duration)".utf8))
    }
}

extension ByteReader {
    /// Steps over `"(" *( ctext / quoted-pair / comment ) ")"` if one comes next. False when it is not ended.
    fileprivate mutating func skipComment() -> Bool {
        guard self.accept(UInt8(ascii: "(")) else { return true }
        var depth = 1
        while depth > 0 {
            guard let byte = self.current else { return false }
            switch byte {
            case ASCII.backslash: self.move(to: self.position &+ 1)
            case UInt8(ascii: "("): depth &+= 1
            case UInt8(ascii: ")"): depth &-= 1
            default: break
            }
            self.move(to: self.position &+ 1)
        }
        return true
    }
}

extension SIPHeaders {
    /// When to try again; nil without the field. Throws `.badRequest` when it is malformed.
    public func retryAfter() throws(SIPParseError) -> RetryAfter? {
        guard let value = self.first(.retryAfter) else { return nil }
        return try RetryAfter(parsing: value)
    }
}
