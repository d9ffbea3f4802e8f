/// What a caller wants to be kept from others: the value of Privacy (RFC 3323 §4.2).
///
///     priv-value *( ";" priv-value )
public struct Privacy: Hashable, Sendable {
    /// One kind of privacy. Tokens that are not named here are carried.
    public struct Value: Hashable, Sendable, CustomStringConvertible {
        /// The token in lower case.
        public let rawValue: String

        /// A value by its token.
        public init(rawValue: String) { self.rawValue = rawValue.lowercased() }

        /// Headers that show who the caller is are obscured (RFC 3323).
        public static let header = Value(rawValue: "header")
        /// The session description is anonymised (RFC 3323).
        public static let session = Value(rawValue: "session")
        /// The user agent's own information is withheld (RFC 3323).
        public static let user = Value(rawValue: "user")
        /// Nothing is to be hidden, and nothing may be (RFC 3323).
        public static let none = Value(rawValue: "none")
        /// The request fails rather than going on without privacy (RFC 3323).
        public static let critical = Value(rawValue: "critical")
        /// P-Asserted-Identity does not leave the trust domain (RFC 3325).
        public static let id = Value(rawValue: "id")
        /// History-Info is hidden (RFC 7044).
        public static let history = Value(rawValue: "history")

        /// The token.
        public var description: String { self.rawValue }
    }

    /// The values; empty when there was no field.
    public let values: Set<Value>

    /// Some values.
    public init(_ values: Set<Value>) { self.values = values }

    /// Whether `value` is asked for. Nothing is beside `none`.
    public func asks(for value: Value) -> Bool {
        self.values.contains(value) && (value == .none || !self.values.contains(.none))
    }
}

extension SIPHeaders {
    /// All values of Privacy. Never fails: what is no token asks for nothing (SYN-16).
    public var privacy: Privacy {
        var values: Set<Privacy.Value> = []
        for line in self.all(.privacy) {
            for part in line.split(whereSeparator: { $0 == ASCII.semicolon || $0 == ASCII.comma || ASCII.isBlank($0) })
            where part.allSatisfy({ ByteSet.token.contains($0) }) {
                values.insert(Privacy.Value(rawValue: String(decoding: part, as: UTF8.self)))
            }
        }
        return Privacy(values)
    }
}
