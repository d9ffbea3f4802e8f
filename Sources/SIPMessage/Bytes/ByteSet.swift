/// A set of bytes, such as one character class of the grammar in RFC 3261 §25.1.
struct ByteSet: Sendable {
    private let low: UInt64
    private let high: UInt64
    private let hasNonASCII: Bool

    /// Bit `n` of `low` stands for byte `n`, bit `n` of `high` for byte `64 + n`. Bytes above 127 are all in the set, or
    /// none of them.
    init(low: UInt64, high: UInt64, nonASCII: Bool = false) {
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

// The sets are written as the bits they are, so that looking into one costs no check whether it was made already.
// Above each stand its characters; `alphanum` and `mark` (`-_.!~*'()`) as in the RFC. A test holds every byte against it.
extension ByteSet {
    /// `token`: methods, header names, parameter names. `alphanum -.!%*_+`'~`
    static let token = ByteSet(low: 0x03ff_6ca2_0000_0000, high: 0x47ff_ffff_87ff_fffe)
    /// What may stand in an unquoted display name between blanks. Bytes above 127 are outside the grammar, but common.
    static let displayName = ByteSet(low: 0x03ff_6ca2_0000_0000, high: 0x47ff_ffff_87ff_fffe, nonASCII: true)
    /// A host name or an IPv4 address; the underscore is a kindness to names from private networks. `alphanum -._`
    static let host = ByteSet(low: 0x03ff_6000_0000_0000, high: 0x07ff_fffe_87ff_fffe)
    /// What stands between the brackets of an IPv6 reference. `0-9 A-F a-f :.`
    static let ipv6 = ByteSet(low: 0x07ff_4000_0000_0000, high: 0x0000_007e_0000_007e)
    static let digit = ByteSet(low: 0x03ff_0000_0000_0000, high: 0)
    /// The unquoted value of a header parameter: token and host, and all else that cannot end the parameter.
    /// `alphanum mark` and `` `%+[]:/=@&$?{}|\^# ``
    static let parameterValue = ByteSet(low: 0xa7ff_effa_0000_0000, high: 0x7fff_ffff_ffff_ffff, nonASCII: true)
    /// Printable bytes without a blank, for Call-ID.
    static let visible = ByteSet(low: 0xffff_fffe_0000_0000, high: 0x7fff_ffff_ffff_ffff, nonASCII: true)
    /// What divides a list or hides what would: comma, quote and `<`.
    static let listMark = ByteSet(low: 0x1000_1004_0000_0000, high: 0)

    /// `alphanum +-.`
    static let schemeTail = ByteSet(low: 0x03ff_6800_0000_0000, high: 0x07ff_fffe_07ff_fffe)
    /// `unreserved / user-unreserved`: what the printer leaves as it is. `alphanum mark &=+$,;?/`
    static let user = ByteSet(low: 0xabff_ffd2_0000_0000, high: 0x47ff_fffe_87ff_fffe)
    /// What the reader takes in a user part: `#` too, which feature codes of telephones carry unescaped.
    static let userAccepted = ByteSet(low: 0xabff_ffda_0000_0000, high: 0x47ff_fffe_87ff_fffe)
    /// `alphanum mark &=+$,`
    static let password = ByteSet(low: 0x23ff_7fd2_0000_0000, high: 0x47ff_fffe_87ff_fffe)
    /// `paramchar` of RFC 3261 and RFC 3966, without escapes. `alphanum mark []/:&+$`
    static let uriParameter = ByteSet(low: 0x07ff_efd2_0000_0000, high: 0x47ff_fffe_afff_fffe)
    /// The same with `=`.
    static let uriParameterValue = ByteSet(low: 0x27ff_efd2_0000_0000, high: 0x47ff_fffe_afff_fffe)
    /// `hnv-unreserved / unreserved`: a header's name or value inside a URI. `alphanum mark []/?:+$`
    static let uriHeader = ByteSet(low: 0x87ff_ef92_0000_0000, high: 0x47ff_fffe_afff_fffe)
    /// The same with `&` and `=`, the separators of the headers part.
    static let uriHeaders = ByteSet(low: 0xa7ff_efd2_0000_0000, high: 0x47ff_fffe_afff_fffe)
    /// A URI of a scheme that is not understood: anything printable that cannot end it, which `"`, `<` and `>` would.
    static let opaqueURI = ByteSet(low: 0xafff_fffa_0000_0000, high: 0x7fff_ffff_ffff_ffff)
    /// The characters of a telephone number with its visual separators (RFC 3966 §3). `0-9 A-F a-f *#+-.()`
    static let telephone = ByteSet(low: 0x03ff_6f08_0000_0000, high: 0x0000_007e_0000_007e)
    /// What remains of it to be dialled (RFC 3966 §3: `phonedigit-hex` without separators). `0-9 A-F a-f *#`
    static let dialled = ByteSet(low: 0x03ff_0408_0000_0000, high: 0x0000_007e_0000_007e)
    /// The `reserved` set of RFC 3261 §25.1, whose escapes are not equivalent to the character (§19.1.4). `;/?:@&=+$,`
    static let reserved = ByteSet(low: 0xac00_9850_0000_0000, high: 0x0000_0000_0000_0001)
}
