/// A strict reader of JSON over bytes (RFC 8259): no comments, no trailing commas, UTF-8 only, half surrogate pairs
/// refused. A byte order mark in front is skipped, because some .NET writers put one there (RFC 8259 §8.1 allows that).
///
/// Nesting is limited to ``depthLimit``; the caller limits the length. Time and memory grow linearly with the length.
public struct JSONParser: Sendable {
    /// How many arrays and objects may stand inside each other.
    public static let depthLimit = 32

    let bytes: [UInt8]
    var index: Int
    private var depth = 0

    /// A parser at the start of `bytes`.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        self.index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// Reads the one value of the text and makes sure that nothing but white space follows it.
    public mutating func document() throws(JSONParseError) -> JSONValue {
        let value = try self.value()
        self.skipWhitespace()
        guard self.index == self.bytes.count else { throw self.error(.trailingBytes) }
        return value
    }

    private mutating func value() throws(JSONParseError) -> JSONValue {
        self.skipWhitespace()
        switch try self.peek() {
        case UInt8(ascii: "{"): return try self.object()
        case UInt8(ascii: "["): return try self.array()
        case UInt8(ascii: "\""): return .string(try self.string())
        case UInt8(ascii: "t"): return try self.literal("true", .bool(true))
        case UInt8(ascii: "f"): return try self.literal("false", .bool(false))
        case UInt8(ascii: "n"): return try self.literal("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try self.number()
        default: throw self.error(.unexpectedByte)
        }
    }

    private mutating func object() throws(JSONParseError) -> JSONValue {
        try self.descend()
        var members: [JSONMember] = []
        if try self.closes(with: UInt8(ascii: "}")) { return .object(members) }
        while true {
            self.skipWhitespace()
            guard try self.peek() == UInt8(ascii: "\"") else { throw self.error(.unexpectedByte) }
            let name = try self.string()
            self.skipWhitespace()
            guard try self.peek() == UInt8(ascii: ":") else { throw self.error(.unexpectedByte) }
            self.index += 1
            members.append(JSONMember(name: name, value: try self.value()))
            if try self.closes(with: UInt8(ascii: "}")) { return .object(members) }
            try self.comma()
        }
    }

    private mutating func array() throws(JSONParseError) -> JSONValue {
        try self.descend()
        var elements: [JSONValue] = []
        if try self.closes(with: UInt8(ascii: "]")) { return .array(elements) }
        while true {
            elements.append(try self.value())
            if try self.closes(with: UInt8(ascii: "]")) { return .array(elements) }
            try self.comma()
        }
    }

    private mutating func descend() throws(JSONParseError) {
        guard self.depth < Self.depthLimit else { throw self.error(.tooDeep) }
        self.depth += 1
        self.index += 1
    }

    private mutating func closes(with byte: UInt8) throws(JSONParseError) -> Bool {
        self.skipWhitespace()
        guard try self.peek() == byte else { return false }
        self.index += 1
        self.depth -= 1
        return true
    }

    private mutating func comma() throws(JSONParseError) {
        guard try self.peek() == UInt8(ascii: ",") else { throw self.error(.unexpectedByte) }
        self.index += 1
    }

    private mutating func literal(_ word: StaticString, _ value: JSONValue) throws(JSONParseError) -> JSONValue {
        for offset in 0..<word.utf8CodeUnitCount {
            guard try self.peek() == word.utf8Start[offset] else { throw self.error(.unexpectedByte) }
            self.index += 1
        }
        return value
    }

    private mutating func skipWhitespace() {
        while self.index < self.bytes.count {
            switch self.bytes[self.index] {
            case 0x20, 0x09, 0x0A, 0x0D: self.index += 1
            default: return
            }
        }
    }

    func peek() throws(JSONParseError) -> UInt8 {
        guard self.index < self.bytes.count else { throw self.error(.unexpectedEnd) }
        return self.bytes[self.index]
    }

    func error(_ code: JSONParseError.Code) -> JSONParseError {
        JSONParseError(code: code, offset: self.index)
    }
}
