/// A JSON text as a tree (RFC 8259). Members keep their order; a name that stands twice is kept twice, and whoever
/// looks it up decides what that means (`JSONMembers` refuses it).
public enum JSONValue: Hashable, Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// The digits as they were written, so that nothing is rounded on the way through.
    case number(String)
    /// A string, escapes resolved.
    case string(String)
    /// An array.
    case array([JSONValue])
    /// An object.
    case object([JSONMember])

    /// Reads one JSON text. At most 32 arrays and objects may stand inside each other.
    ///
    /// Throws ``JSONParseError`` with the byte offset where the text stops being JSON.
    public init(parsing bytes: [UInt8]) throws(JSONParseError) {
        var parser = JSONParser(bytes)
        self = try parser.document()
    }

    /// The whole number that is written here without fraction or exponent, if it fits.
    public var integer: Int? {
        if case .number(let text) = self { Int(text) } else { nil }
    }

    /// The string that is written here.
    public var string: String? {
        if case .string(let text) = self { text } else { nil }
    }
}

/// A name and its value inside a JSON object.
public struct JSONMember: Hashable, Sendable {
    /// The name, escapes resolved.
    public var name: String
    /// The value.
    public var value: JSONValue

    /// A member.
    public init(name: String, value: JSONValue) {
        self.name = name
        self.value = value
    }
}
