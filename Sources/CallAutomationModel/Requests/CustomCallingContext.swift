/// What a caller's side hands to the application with a call: SIP headers (`userToUser`, `X-MS-Custom-…`) and VoIP headers.
/// The `customContext` of the IncomingCall event (events.md §1).
public struct CustomCallingContext: Hashable, Sendable {
    /// At most five headers, besides one User-To-User.
    public static let sipHeaderLimit = 6
    /// At most a thousand.
    public static let voipHeaderLimit = 1000

    /// From SIP.
    public var sipHeaders: [String: String]
    /// From other clients.
    public var voipHeaders: [String: String]

    /// A context; both parts may be empty.
    public init(sipHeaders: [String: String] = [:], voipHeaders: [String: String] = [:]) {
        self.sipHeaders = sipHeaders
        self.voipHeaders = voipHeaders
    }

    /// Whether there is nothing to tell.
    public var isEmpty: Bool { self.sipHeaders.isEmpty && self.voipHeaders.isEmpty }

    /// Reads `{"sipHeaders": {…}, "voipHeaders": {…}}`; both are optional. Throws code `8523` with the wrong member.
    public init(json value: JSONValue?, at path: String = "customContext") throws(CommunicationError) {
        let members = try JSONMembers(value, at: path)
        self.sipHeaders = try Self.headers("sipHeaders", of: members, limit: Self.sipHeaderLimit)
        self.voipHeaders = try Self.headers("voipHeaders", of: members, limit: Self.voipHeaderLimit)
    }

    /// Writes both parts, names in order.
    public func write(to text: inout JSONText) {
        text.object { text in
            text.member("sipHeaders", self.sipHeaders)
            text.member("voipHeaders", self.voipHeaders)
        }
    }

    private static func headers(
        _ name: String, of members: JSONMembers, limit: Int
    ) throws(CommunicationError) -> [String: String] {
        let path = members.path(of: name)
        guard let value = try members.value(name) else { return [:] }
        guard case .object(let entries) = value else {
            throw .invalidArgument(target: path, "“\(path)” must be a JSON object.")
        }
        guard entries.count <= limit else {
            throw .invalidArgument(target: path, "“\(path)” holds more than \(limit) headers.")
        }
        var headers: [String: String] = [:]
        for entry in entries {
            guard case .string(let text) = entry.value else {
                throw .invalidArgument(target: "\(path).\(entry.name)", "“\(path).\(entry.name)” must be a string.")
            }
            headers[entry.name] = text
        }
        return headers
    }
}
