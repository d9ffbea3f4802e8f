/// A token as it is handed out. Descriptions do not show it.
package struct UserToken: Sendable {
    /// The compact form.
    package let text: String
    /// In seconds since 1970.
    package let expiresAt: Int64
}

extension UserToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "UserToken(redacted)" }
    package var debugDescription: String { self.description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
