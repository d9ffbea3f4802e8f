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

    /// What the next application is told: this, with what a redirect hands on in place of what has the same name.
    package func handingOn(_ onward: OnwardContext) -> Self {
        var context = self
        for header in onward.sipHeaders {
            let name = Self.comparable(header.eventName)
            context.sipHeaders = context.sipHeaders.filter { Self.comparable($0.key) != name }
            context.sipHeaders[header.eventName] = header.value
        }
        context.voipHeaders.merge(onward.voipHeaders) { $1 }
        return context
    }

    /// `User-To-User` and `userToUser` are one header.
    private static func comparable(_ name: String) -> String {
        let name = name.lowercased()
        return name == "user-to-user" ? "usertouser" : name
    }

    private static func headers(
        _ name: String, of members: JSONMembers, limit: Int
    ) throws(CommunicationError) -> [String: String] {
        let path = members.path(of: name)
        let entries = try members.strings(name)
        guard entries.count <= limit else {
            throw .invalidArgument(target: path, "“\(path)” holds more than \(limit) headers.")
        }
        return Dictionary(entries) { $1 }
    }
}
