import CallAutomationModel
import SIPMessage

extension CustomCallingContext {
    /// The most that a value may hold, in bytes; a longer one is left out, because half of it would be another value.
    private static var valueLimit: Int { 256 }
    /// The longest name, its prefix included.
    private static var nameLimit: Int { 64 }
    private static var customPrefix: String { "x-ms-custom-" }

    /// What an INVITE brings for the application: User-to-User as `userToUser`, and up to five `X-MS-Custom-…` headers
    /// with their names as written. Values are carried as they came; one that is no UTF-8 is left out.
    init(headersOf request: SIPRequest) {
        var headers: [String: String] = [:]
        if let value = request.headers.first(.userToUser).flatMap({ Self.text($0) }) { headers["userToUser"] = value }
        var room = Self.sipHeaderLimit - 1
        for field in request.headers where room > 0 {
            let name = field.name.canonicalName
            guard name.utf8.first == UInt8(ascii: "X") || name.utf8.first == UInt8(ascii: "x") else { continue }
            guard (Self.customPrefix.utf8.count...Self.nameLimit).contains(name.utf8.count),
                name.lowercased().hasPrefix(Self.customPrefix),
                headers[name] == nil, let value = Self.text(field.value)
            else { continue }
            headers[name] = value
            room -= 1
        }
        self.init(sipHeaders: headers)
    }

    private static func text(_ value: ArraySlice<UInt8>) -> String? {
        guard value.count <= Self.valueLimit else { return nil }
        return String(validating: value, as: UTF8.self)
    }
}
