/// A SIP header that an application hands on with a redirect: `User-To-User` (RFC 7433), or one of its own, whose name
/// begins with `X-`, as the `X-MS-Custom-` of the SDKs does (redirect-call.md §2, custom calling context).
///
/// The type is what keeps other headers and further lines out of SIP messages: a name is such a token, a value is text
/// without control characters, and no other can be made.
public struct CustomSIPHeader: Sendable {
    /// The longest name, in characters with its prefix.
    public static let nameLimit = 64
    /// The longest value, in characters.
    public static let valueLimit = 256
    /// The one name without the prefix.
    public static let userToUser = "User-To-User"

    /// As it was given; `User-To-User` always so.
    public let name: String
    /// Without blanks around it; may be empty.
    public let value: String

    /// What is wrong with a header.
    public enum Fault: Error, Hashable, Sendable {
        /// The name is no token of the form, or too long.
        case name
        /// The value is too long, holds a control character, or a blank at an end.
        case value
    }

    /// A header. `userToUser`, the name that events use, is `User-To-User` too.
    public init(name: String, value: String) throws(Fault) {
        guard let name = Self.canonicalName(name) else { throw .name }
        guard value.unicodeScalars.count <= Self.valueLimit, value.unicodeScalars.allSatisfy(Self.isText),
            value.first != " ", value.last != " "
        else { throw .value }
        self.name = name
        self.value = value
    }

    /// The name in the `customContext` of an IncomingCall event (events.md §1).
    public var eventName: String { self.isUserToUser ? "userToUser" : self.name }

    var isUserToUser: Bool { self.name == Self.userToUser }

    private static func canonicalName(_ name: String) -> String? {
        let lowercase = name.lowercased()
        if lowercase == self.userToUser.lowercased() || name == "userToUser" { return self.userToUser }
        guard (3...self.nameLimit).contains(name.utf8.count), lowercase.hasPrefix("x-"),
            name.utf8.allSatisfy(self.isTokenCharacter)
        else { return nil }
        return name
    }

    /// `token` of RFC 3261 §25.1, of which header names are made.
    private static func isTokenCharacter(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            || "-.!%*_+`'~".utf8.contains(byte)
    }

    /// What a header value may hold: neither C0 nor C1 control characters, nor what some call a line break.
    private static func isText(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: false
        default: true
        }
    }
}

extension CustomSIPHeader: Hashable {
    /// Whether names are equal in any case, and values are equal.
    public static func == (left: Self, right: Self) -> Bool {
        left.name.lowercased() == right.name.lowercased() && left.value == right.value
    }

    /// Hashes the name without its case, and the value.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(self.name.lowercased())
        hasher.combine(self.value)
    }
}
