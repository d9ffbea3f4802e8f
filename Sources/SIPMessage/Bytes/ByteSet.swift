/// A set of bytes, such as one character class of the grammar in RFC 3261 §25.1.
struct ByteSet: Sendable {
    private let low: UInt64
    private let high: UInt64
    private let hasNonASCII: Bool

    /// The ASCII characters of `characters`, and every byte above 127 when `nonASCII` is set.
    init(_ characters: String, nonASCII: Bool = false) {
        var low: UInt64 = 0
        var high: UInt64 = 0
        for byte in characters.utf8 where byte < 128 {
            if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) }
        }
        self.low = low
        self.high = high
        self.hasNonASCII = nonASCII
    }

    @inline(__always)
    func contains(_ byte: UInt8) -> Bool {
        if byte < 64 { return (self.low &>> UInt64(byte)) & 1 != 0 }
        if byte < 128 { return (self.high &>> UInt64(byte &- 64)) & 1 != 0 }
        return self.hasNonASCII
    }
}

extension ByteSet {
    private static let alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    private static let unreservedText = Self.alphanumeric + "-_.!~*'()"

    /// `token`: methods, header names, parameter names.
    static let token = ByteSet(Self.alphanumeric + "-.!%*_+`'~")
    /// What may stand in an unquoted display name between blanks. Bytes above 127 are outside the grammar, but common.
    static let displayName = ByteSet(Self.alphanumeric + "-.!%*_+`'~", nonASCII: true)
    /// A host name or an IPv4 address; the underscore is a kindness to names from private networks.
    static let host = ByteSet(Self.alphanumeric + "-._")
    /// What stands between the brackets of an IPv6 reference.
    static let ipv6 = ByteSet("0123456789ABCDEFabcdef:.")
    static let digit = ByteSet("0123456789")
    /// The unquoted value of a header parameter: token and host, and all else that cannot end the parameter.
    static let parameterValue = ByteSet(Self.unreservedText + "`%+[]:/=@&$?{}()|\\^#", nonASCII: true)
    /// Printable bytes without a blank, for Call-ID.
    static let visible = ByteSet(Self.unreservedText + "\"#$%&+,/:;<=>?@[\\]^`{|}", nonASCII: true)

    static let schemeTail = ByteSet(Self.alphanumeric + "+-.")
    /// `unreserved / user-unreserved`: what the printer leaves as it is.
    static let user = ByteSet(Self.unreservedText + "&=+$,;?/")
    /// What the reader takes in a user part: `#` too, which feature codes of telephones carry unescaped.
    static let userAccepted = ByteSet(Self.unreservedText + "&=+$,;?/#")
    static let password = ByteSet(Self.unreservedText + "&=+$,")
    /// `paramchar` of RFC 3261 and RFC 3966, without escapes.
    static let uriParameter = ByteSet(Self.unreservedText + "[]/:&+$")
    static let uriParameterValue = ByteSet(Self.unreservedText + "[]/:&+$=")
    /// `hnv-unreserved / unreserved`, with the separators of the headers part.
    static let uriHeaders = ByteSet(Self.unreservedText + "[]/?:+$&=")
    /// A URI of a scheme that is not understood: anything printable that cannot end it.
    static let opaqueURI = ByteSet(Self.unreservedText + "#$%&+,/:;=?@[\\]^`{|}")
    /// The characters of a telephone number with its visual separators (RFC 3966 §3).
    static let telephone = ByteSet("0123456789ABCDEFabcdef*#+-.()")
    /// What remains of it to be dialled (RFC 3966 §3: `phonedigit-hex` without separators).
    static let dialled = ByteSet("0123456789ABCDEFabcdef*#")
    /// The `reserved` set of RFC 3261 §25.1, whose escapes are not equivalent to the character (§19.1.4).
    static let reserved = ByteSet(";/?:@&=+$,")
}
