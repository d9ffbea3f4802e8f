/// A `sip:`, `sips:` or `tel:` URI, or one of another scheme that is carried and not understood (RFC 3261 §19.1,
/// RFC 3966).
///
///     sip:user:password@host:port;parameter=value?header=value
///     tel:+1-201-555-0123;parameter=value
///
/// Equality is equality of the text. Whether two URIs name the same resource, ``isEquivalent(to:)`` says.
public struct SIPURI: Sendable {
    /// The scheme of a URI, in lower case.
    public enum Scheme: Hashable, Sendable, CustomStringConvertible {
        /// RFC 3261.
        case sip
        /// RFC 3261, TLS on every hop.
        case sips
        /// RFC 3966.
        case tel
        /// Any other. In a Request-URI it earns a 416 from the layer above (SYN-10); here it is no error.
        case other(String)

        /// The scheme without its colon.
        public var description: String {
            switch self {
            case .sip: "sip"
            case .sips: "sips"
            case .tel: "tel"
            case .other(let name): name
            }
        }
    }

    /// Where the parts lie.
    struct Shape: Sendable {
        enum Kind: Sendable {
            case sip, sips, tel, other
        }

        let kind: Kind
        let text: TextRange
        let schemeEnd: Int
        var user = TextRange.absent
        var password = TextRange.absent
        var host = ByteReader.Host(text: .absent, isIPv6Reference: false)
        var port: Int?
        /// The number of a `tel:` URI with its visual separators.
        var number = TextRange.absent
        /// With the first semicolon, or empty.
        var parameters = TextRange(0, 0)
        /// Without the question mark.
        var headers = TextRange.absent
    }

    let storage: [UInt8]
    let shape: Shape

    init(storage: [UInt8], shape: Shape) {
        self.storage = storage
        self.shape = shape
    }

    /// The scheme.
    public var scheme: Scheme {
        switch self.shape.kind {
        case .sip: .sip
        case .sips: .sips
        case .tel: .tel
        case .other:
            .other(
                String(
                    decoding: self.storage[self.shape.text.lower..<self.shape.schemeEnd].map(ASCII.lowercased),
                    as: UTF8.self))
        }
    }

    /// The user part with its escapes decoded once, without the password. Nil without one, and for `tel:`.
    /// Decoded bytes that are no UTF-8 become U+FFFD; a decoded NUL is a character like any other.
    public var user: String? {
        self.rawUser.map { raw in
            raw.contains(ASCII.percent)
                ? String(decoding: PercentEscapes.decoded(raw), as: UTF8.self) : String(decoding: raw, as: UTF8.self)
        }
    }

    /// The user part as written.
    public var rawUser: ArraySlice<UInt8>? { self.part(self.shape.user) }

    /// The password with its escapes decoded once.
    public var password: String? {
        self.part(self.shape.password).map { String(decoding: PercentEscapes.decoded($0), as: UTF8.self) }
    }

    /// The host as written, an IPv6 address without brackets. Empty unless the scheme is `sip` or `sips`.
    public var host: String { self.storage.string(self.shape.host.text) ?? "" }

    /// Whether the host stands in brackets.
    public var isIPv6Reference: Bool { self.shape.host.isIPv6Reference }

    /// The port, 1 to 65535, if it is written.
    public var port: Int? { self.shape.port }

    /// The parameters of the URI.
    public var parameters: SIPParameters {
        SIPParameters(storage: self.storage, range: self.shape.parameters, style: .uri)
    }

    /// What stands after the question mark, as written.
    public var headers: ArraySlice<UInt8>? { self.part(self.shape.headers) }

    /// The whole URI as written.
    public var bytes: ArraySlice<UInt8> { self.storage[text: self.shape.text] }

    func part(_ range: TextRange) -> ArraySlice<UInt8>? {
        range.isPresent ? self.storage[text: range] : nil
    }
}

extension SIPURI: Hashable, CustomStringConvertible {
    /// Whether both are written the same.
    public static func == (left: SIPURI, right: SIPURI) -> Bool { left.bytes == right.bytes }

    /// Hashes the text.
    public func hash(into hasher: inout Hasher) { hasher.combine(bytesOf: self.bytes) }

    /// The whole URI as written.
    public var description: String { String(decoding: self.bytes, as: UTF8.self) }
}
