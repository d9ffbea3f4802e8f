/// Why a request or response was sent: a value of Reason (RFC 3326, RFC 6432).
///
///     protocol *( ";" ( "cause" "=" 1*DIGIT / "text" "=" quoted-string / extension ) )
public struct Reason: Hashable, Sendable {
    /// The protocol that the cause belongs to, as written: `SIP`, `Q.850`, or another token.
    public let protocolName: String
    /// The status of SIP, or the cause value of Q.850; nil when it is missing or no number. At most 65,535.
    public let cause: Int?
    /// Text for a human.
    public let text: String?

    /// A reason of one's own. Throws `.badRequest` when the protocol is no token, or the text has control characters.
    public init(protocolName: String, cause: Int? = nil, text: String? = nil) throws(SIPParseError) {
        guard !protocolName.isEmpty, protocolName.utf8.allSatisfy({ ByteSet.token.contains($0) }),
            (text ?? "").utf8.allSatisfy({ $0 >= ASCII.space && $0 != 0x7F })
        else { throw SIPParseError(Fault("Malformed value", header: .reason, at: 0)) }
        self.protocolName = protocolName
        self.cause = cause.map { min(max(0, $0), 65_535) }
        self.text = text
    }

    /// Reads one value. Throws `.badRequest` when it is malformed.
    public init(parsing bytes: some Collection<UInt8>) throws(SIPParseError) {
        let parts = try ParameterizedText(bytes, of: .reason) { $0.take(.token) }
        self.protocolName = parts.text
        self.cause = parts.parameters.number("cause", upTo: 65_535)
        self.text = parts.parameters["text"]
    }

    /// The value, to be put in a header field.
    public var headerValue: SIPHeaderValue {
        var bytes = Array(self.protocolName.utf8)
        if let cause {
            bytes += ";cause=".utf8
            bytes.append(decimal: cause)
        }
        if let text {
            bytes += ";text=".utf8
            bytes += QuotedText.quoted(text)
        }
        // A text that was read may hold what a quoted pair let pass; the line it would end is not written with it.
        return SIPHeaderValue(bytes: bytes) ?? SIPHeaderValue(unchecked: Array(self.protocolName.utf8))
    }
}

extension SIPHeaders {
    /// The reasons, in order. Throws `.badRequest` for the first value that is malformed.
    public func reasons() throws(SIPParseError) -> [Reason] {
        try self.values(.reason).map { value throws(SIPParseError) in try Reason(parsing: value) }
    }
}
