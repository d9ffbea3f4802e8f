/// What an application hands on with a redirect: the `customCallingContext` of the preview versions, with its limits
/// (redirect-call.md §2).
///
/// ```json
/// {"sipHeaders": {"User-To-User": "616c696365;encoding=hex", "X-MS-Custom-tag": "v"}, "voipHeaders": {"k": "v"}}
/// ```
///
/// Two are equal when they hold the same, whatever the order and the case of SIP header names.
public struct OnwardContext: Hashable, Sendable {
    /// How many SIP headers there may be besides one `User-To-User`.
    public static let sipHeaderLimit = 5
    /// How many VoIP headers there may be.
    public static let voipHeaderLimit = 1000
    /// The longest name of a VoIP header, in characters.
    public static let voipNameLimit = 64
    /// The longest value of a VoIP header, in characters.
    public static let voipValueLimit = 1024

    /// `User-To-User` first, then by name without case; no name stands twice.
    public let sipHeaders: [CustomSIPHeader]
    /// Not for SIP: any text.
    public let voipHeaders: [String: String]

    /// Nothing.
    public init() {
        self.init(checked: [], [:])
    }

    private init(checked sipHeaders: [CustomSIPHeader], _ voipHeaders: [String: String]) {
        self.sipHeaders = sipHeaders
        self.voipHeaders = voipHeaders
    }

    /// Whether there is nothing to hand on.
    public var isEmpty: Bool { self.sipHeaders.isEmpty && self.voipHeaders.isEmpty }

    /// Reads the object; both members are optional and may be empty, nil is nothing.
    ///
    /// Throws code `8523` with the wrong member in `target`: a header name, unless it is as wrong as its value.
    public init(json value: JSONValue?, at path: String = "customCallingContext") throws(CommunicationError) {
        guard let value else {
            self.init()
            return
        }
        let members = try JSONMembers(value, at: path)
        self.init(checked: try Self.sipHeaders(of: members), try Self.voipHeaders(of: members))
    }

    /// Writes both parts, names in order.
    public func write(to text: inout JSONText) {
        text.object { text in
            text.name("sipHeaders")
            text.object { text in
                for header in self.sipHeaders { text.member(header.name, header.value) }
            }
            text.member("voipHeaders", self.voipHeaders)
        }
    }

    private static func sipHeaders(of members: JSONMembers) throws(CommunicationError) -> [CustomSIPHeader] {
        let path = members.path(of: "sipHeaders")
        var headers: [String: CustomSIPHeader] = [:]
        for (name, value) in try members.strings("sipHeaders") {
            let header: CustomSIPHeader
            do {
                header = try CustomSIPHeader(name: name, value: value)
            } catch .name {
                throw .invalidArgument(
                    target: path,
                    "Each name in “\(path)” must be User-To-User, or X- and up to 62 characters of a SIP header name.")
            } catch {
                throw .invalidArgument(
                    target: "\(path).\(name)",
                    "“\(path).\(name)” must be at most \(CustomSIPHeader.valueLimit) characters of text without line"
                        + " breaks, other control characters and blanks at its ends.")
            }
            guard headers.updateValue(header, forKey: header.name.lowercased()) == nil else {
                throw .invalidArgument(target: "\(path).\(name)", "“\(path).\(name)” stands more than once.")
            }
        }
        guard headers.values.count(where: { !$0.isUserToUser }) <= self.sipHeaderLimit else {
            throw .invalidArgument(
                target: path, "“\(path)” holds more than \(self.sipHeaderLimit) headers besides User-To-User.")
        }
        return headers.sorted { left, right in
            left.value.isUserToUser == right.value.isUserToUser ? left.key < right.key : left.value.isUserToUser
        }.map(\.value)
    }

    private static func voipHeaders(of members: JSONMembers) throws(CommunicationError) -> [String: String] {
        let path = members.path(of: "voipHeaders")
        var headers: [String: String] = [:]
        for (name, value) in try members.strings("voipHeaders") {
            guard (1...self.voipNameLimit).contains(name.unicodeScalars.count) else {
                throw .invalidArgument(
                    target: path, "Each name in “\(path)” must be 1 to \(self.voipNameLimit) characters long.")
            }
            guard value.unicodeScalars.count <= self.voipValueLimit else {
                throw .invalidArgument(
                    target: "\(path).\(name)",
                    "“\(path).\(name)” is longer than \(self.voipValueLimit) characters.")
            }
            headers[name] = value
        }
        guard headers.count <= self.voipHeaderLimit else {
            throw .invalidArgument(target: path, "“\(path)” holds more than \(self.voipHeaderLimit) headers.")
        }
        return headers
    }
}
