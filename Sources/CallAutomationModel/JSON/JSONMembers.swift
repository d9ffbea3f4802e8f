/// The members of one JSON object in a request, looked up by name.
///
/// Unknown members are ignored, `null` counts as absent, and every refusal is a ``CommunicationError`` with code `8523`
/// whose `target` is the path of the member, `target.phoneNumber.value`. A known member that stands twice is refused:
/// readers disagree about which one counts (RFC 8259 §4), and a redirect must not depend on the reader.
public struct JSONMembers: Hashable, Sendable {
    private let members: [JSONMember]
    /// The names that stand more than once.
    private let repeated: Set<String>
    /// The path of the object itself, or nil for the whole body.
    public let path: String?

    /// The object that a request body holds.
    public init(body: [UInt8]) throws(CommunicationError) {
        guard !body.isEmpty else { throw .invalidBody("The request body is empty; a JSON object is expected.") }
        let value: JSONValue
        do {
            value = try JSONValue(parsing: body)
        } catch {
            throw .invalidBody("The request body is not valid JSON: \(error).")
        }
        guard case .object(let members) = value else { throw .invalidBody("The request body must be a JSON object.") }
        self.init(members, at: nil)
    }

    /// The object at `path`; nil and `null` are refused as missing.
    public init(_ value: JSONValue?, at path: String) throws(CommunicationError) {
        switch value {
        case .object(let members): self.init(members, at: path)
        case nil, .null: throw .missingArgument(target: path)
        case .bool, .number, .string, .array: throw .invalidArgument(target: path, "“\(path)” must be a JSON object.")
        }
    }

    private init(_ members: [JSONMember], at path: String?) {
        self.members = members
        self.path = path
        self.repeated = Self.repeated(in: members)
    }

    private static func repeated(in members: [JSONMember]) -> Set<String> {
        // The few members of a usual object are compared with each other for less than hashing them costs.
        if members.count <= 8 {
            let isEachNew = members.indices.allSatisfy { index in
                !members[..<index].contains { $0.name == members[index].name }
            }
            if isEachNew { return [] }
        }
        var names: Set<String> = []
        return Set(members.lazy.map(\.name).filter { !names.insert($0).inserted })
    }

    /// The path of a member of this object.
    public func path(of name: String) -> String {
        if let path = self.path { "\(path).\(name)" } else { name }
    }

    /// The value of a member, or nil when it is absent or `null`.
    public func value(_ name: String) throws(CommunicationError) -> JSONValue? {
        guard !self.repeated.contains(name) else {
            throw .invalidArgument(target: self.path(of: name), "“\(self.path(of: name))” stands more than once.")
        }
        let found = self.members.first { $0.name == name }?.value
        return found == .null ? nil : found
    }

    /// The string of a member, or nil when it is absent or `null`; it may be empty.
    public func string(_ name: String) throws(CommunicationError) -> String? {
        switch try self.value(name) {
        case nil: return nil
        case .string(let text): return text
        default: throw .invalidArgument(target: self.path(of: name), "“\(self.path(of: name))” must be a string.")
        }
    }

    /// The string of a member that must be there and must not be empty.
    public func requiredString(_ name: String) throws(CommunicationError) -> String {
        guard let text = try self.string(name), !text.isEmpty else {
            throw .missingArgument(target: self.path(of: name))
        }
        return text
    }

    /// The names and strings of a member that is an object of them; none when it is absent. What is `null` in it is left
    /// out.
    public func strings(_ name: String) throws(CommunicationError) -> [(name: String, value: String)] {
        guard let value = try self.value(name) else { return [] }
        let object = try JSONMembers(value, at: self.path(of: name))
        if let twice = object.repeated.min() { _ = try object.value(twice) }
        var strings: [(name: String, value: String)] = []
        for member in object.members where member.value != .null {
            guard case .string(let text) = member.value else {
                let path = object.path(of: member.name)
                throw .invalidArgument(target: path, "“\(path)” must be a string.")
            }
            strings.append((member.name, text))
        }
        return strings
    }

    /// The truth value of a member, or nil when it is absent or `null`.
    public func bool(_ name: String) throws(CommunicationError) -> Bool? {
        switch try self.value(name) {
        case nil: return nil
        case .bool(let value): return value
        default: throw .invalidArgument(target: self.path(of: name), "“\(self.path(of: name))” must be true or false.")
        }
    }

    /// The whole number of a member, or nil when it is absent or `null`.
    public func integer(_ name: String) throws(CommunicationError) -> Int? {
        switch try self.value(name) {
        case nil: return nil
        case .some(let value):
            guard let integer = value.integer else {
                throw .invalidArgument(target: self.path(of: name), "“\(self.path(of: name))” must be a whole number.")
            }
            return integer
        }
    }
}
