/// An address with its display name and header parameters: the value of From, To, Contact, Route and their like
/// (RFC 3261 §20.10).
///
///     ( [ display-name ] "<" URI ">" / URI-without-";?," ) *( ";" parameter )
public struct NameAddress: Sendable {
    let storage: [UInt8]
    let shape: Shape

    /// Where the parts lie.
    struct Shape: Sendable {
        let text: TextRange
        let displayName: TextRange
        let uri: SIPURI.Shape
        let parameters: TextRange
        let tag: TextRange
    }

    init(storage: [UInt8], shape: Shape) {
        self.storage = storage
        self.shape = shape
    }

    /// The display name without quotes and quoted pairs; nil when there is none, empty for `""`.
    public var displayName: String? {
        guard self.shape.displayName.isPresent else { return nil }
        let text = self.storage[text: self.shape.displayName]
        return text.first == ASCII.quote ? QuotedText.unquoted(text) : String(decoding: text, as: UTF8.self)
    }

    /// The address.
    public var uri: SIPURI { SIPURI(storage: self.storage, shape: self.shape.uri) }

    /// The parameters of the header field, which are not those of the URI (RFC 8217).
    public var parameters: SIPParameters {
        SIPParameters(storage: self.storage, range: self.shape.parameters, style: .header)
    }

    /// The `tag` parameter, which is never empty.
    public var tag: String? { self.storage.string(self.shape.tag) }

    /// The same without making a string of it.
    public var tagBytes: ArraySlice<UInt8>? {
        self.shape.tag.isPresent ? self.storage[text: self.shape.tag] : nil
    }

    /// The whole value as it was written.
    public var bytes: ArraySlice<UInt8> { self.storage[text: self.shape.text] }

    /// The whole value, to be put in a header field.
    public var headerValue: SIPHeaderValue { SIPHeaderValue(unchecked: Array(self.bytes)) }
}

extension NameAddress: Hashable, CustomStringConvertible {
    /// Whether both are written the same.
    public static func == (left: NameAddress, right: NameAddress) -> Bool { left.bytes == right.bytes }

    /// Hashes the text.
    public func hash(into hasher: inout Hasher) { hasher.combine(bytesOf: self.bytes) }

    /// The whole value as text.
    public var description: String { String(decoding: self.bytes, as: UTF8.self) }
}
