/// Where and why bytes are not a JSON text.
public struct JSONParseError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong. New reasons may be added.
    public enum Code: String, Hashable, Sendable {
        /// The text ended too early.
        case unexpectedEnd
        /// A byte that cannot stand here.
        case unexpectedByte
        /// Something follows the value.
        case trailingBytes
        /// More than 32 arrays and objects inside each other.
        case tooDeep
        /// A string holds a bare control character.
        case controlCharacter
        /// An unknown escape, or half a surrogate pair.
        case invalidEscape
        /// A string is not UTF-8.
        case invalidUTF8
        /// A number that JSON does not know, such as `01` or `1.`.
        case invalidNumber
    }

    /// What went wrong.
    public let code: Code
    /// Bytes from the start of the text.
    public let offset: Int

    /// For people; holds nothing of the text itself.
    public var description: String {
        let reason =
            switch self.code {
            case .unexpectedEnd: "the text ends too early"
            case .unexpectedByte: "a character that cannot stand here"
            case .trailingBytes: "something follows the value"
            case .tooDeep: "nested too deeply"
            case .controlCharacter: "a bare control character in a string"
            case .invalidEscape: "an invalid escape in a string"
            case .invalidUTF8: "a string that is not UTF-8"
            case .invalidNumber: "an invalid number"
            }
        return "\(reason) (byte \(self.offset))"
    }
}
