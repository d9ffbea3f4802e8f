/// The members of one JSON object in a request, looked up by name.
///
/// Unknown members are ignored, `null` counts as absent, and every refusal is a ``CommunicationError`` with code `8523`
/// whose `target` is the path of the member, `target.phoneNumber.value`. A known member that stands twice is refused:
/// readers disagree about which one counts (RFC 8259 §4), and a redirect must not depend on the reader.
public struct JSONMembers: Hashable, Sendable {
    private let members: [JSONMember]
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
        self.members = members
        self.path = nil
    }

    /// The object at `path`; nil and `null` are refused as missing.
    public init(_ value: JSONValue?, at path: String) throws(CommunicationError) {
        switch value {
        case .object(let members):
            self.members = members
            self.path = path
        case nil, .null: throw .missingArgument(target: path)
        case .bool, .number, .string, .array: throw .invalidArgument(target: path, "“\(path)” must be a JSON object.")
        }
    }

    /// The path of a member of this object.
    public func path(of name: String) -> String {
        if let path = self.path { "\(path).\(name)" } else { name }
    }

    /// The value of a member, or nil when it is absent or `null`.
    public func value(_ name: String) throws(CommunicationError) -> JSONValue? {
        var found: JSONValue?
        var count = 0
        for member in self.members where member.name == name {
            found = member.value
            count += 1
        }
        guard count < 2 else {
            throw .invalidArgument(target: self.path(of: name), "“\(self.path(of: name))” stands more than once.")
        }
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
