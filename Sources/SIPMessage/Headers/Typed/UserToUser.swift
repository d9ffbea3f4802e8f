/// Data that the applications at both ends exchange through the call: a value of User-to-User (RFC 7433).
///
///     ( token / quoted-string ) *( ";" ( "purpose" / "content" / "encoding" / extension ) "=" value )
public struct UserToUser: Hashable, Sendable {
    /// The value as it was written, which is what an application is shown.
    public let bytes: ArraySlice<UInt8>
    /// The data, without quotes. In the encoding that ``encoding`` says.
    public let data: String
    /// Which application it is for; `isdn-uui` and `isdn-network` are those of telephony.
    public let purpose: String?
    /// What the data mean to that application.
    public let content: String?
    /// How the data are written; `hex` when it does not say.
    public let encoding: String

    /// Reads one value. Throws `.badRequest` when it is malformed.
    public init(parsing bytes: some Collection<UInt8>) throws(SIPParseError) {
        let parts = try ParameterizedText(bytes, of: .userToUser) { reader in
            reader.current == ASCII.quote ? reader.takeQuotedString() : reader.take(.token)
        }
        let data = parts.storage[text: parts.value]
        self.bytes = parts.storage[...]
        self.data = data.first == ASCII.quote ? QuotedText.unquoted(data) : parts.text
        self.purpose = parts.parameters["purpose"]
        self.content = parts.parameters["content"]
        self.encoding = parts.parameters["encoding"]?.lowercased() ?? "hex"
    }
}

extension SIPHeaders {
    /// The values, in order. Throws `.badRequest` for the first that is malformed.
    public func userToUser() throws(SIPParseError) -> [UserToUser] {
        try self.values(.userToUser).map { value throws(SIPParseError) in try UserToUser(parsing: value) }
    }
}
