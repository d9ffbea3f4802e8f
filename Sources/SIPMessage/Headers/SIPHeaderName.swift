/// The name of a header field (RFC 3261 §7.3.1, §20).
///
/// Names are compared without case, and a compact form is the same name as the long one: `v`, `VIA` and `Via` are equal.
/// The fields of the common standards are static members; any other token makes a name too.
public struct SIPHeaderName: Sendable {
    let known: KnownHeader?
    private let spelled: String

    init(_ known: KnownHeader) {
        self.known = known
        self.spelled = ""
    }

    /// Nil when `name` is not a token: empty, or with a blank, a colon, a line break or a non-ASCII character in it.
    public init?(_ name: String) {
        self.init(token: Array(name.utf8)[...])
    }

    init?(token name: ArraySlice<UInt8>) {
        guard !name.isEmpty, name.allSatisfy({ ByteSet.token.contains($0) }) else { return nil }
        self.known = name.withUnsafeBufferPointer { HeaderVocabulary.shared.header($0, TextRange(0, $0.count)) }
        self.spelled = self.known == nil ? String(decoding: name, as: UTF8.self) : ""
    }

    /// A name from a message, already read as a token and not found in the vocabulary.
    init(unknown token: ArraySlice<UInt8>) {
        self.known = nil
        self.spelled = String(decoding: token, as: UTF8.self)
    }

    /// The long name as its standard spells it; a name that is not known, as it was first written.
    public var canonicalName: String { self.known?.spelling.description ?? self.spelled }
}

extension SIPHeaderName: Hashable {
    /// Whether both name the same field.
    public static func == (left: SIPHeaderName, right: SIPHeaderName) -> Bool {
        left.known == right.known
            && (left.known != nil || ASCII.equalIgnoringCase(left.spelled.utf8, right.spelled.utf8))
    }

    /// Hashes the name without its case.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(self.known)
        for byte in self.spelled.utf8 { hasher.combine(ASCII.lowercased(byte)) }
    }
}

extension SIPHeaderName: CustomStringConvertible {
    /// The same as ``canonicalName``.
    public var description: String { self.canonicalName }
}
