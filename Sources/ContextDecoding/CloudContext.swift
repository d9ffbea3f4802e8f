package import CallAutomationModel

/// What an `incomingCallContext` of the cloud holds (events.md §1). It is encoded, not sealed: no key is needed, and
/// nothing in it is to be trusted.
///
///     gzip = base64( gzip( JSON ) )
///     jwt  = base64url( header JSON ) "." base64url( payload ) "." [ base64url( signature ) ]
///
/// Strings inside that are such texts themselves, as the `cc` and `shrToken` of a payload are, are opened as well: in
/// their place stands ``json`` of what they hold.
package struct CloudContext: Hashable, Sendable {
    /// The shapes that were seen.
    package enum Form: String, Hashable, Sendable {
        /// That of 2021 and 2022, which the published example has.
        case gzip
        /// That since then. Its signature is empty (`alg` is `none`).
        case jwt
    }

    package let form: Form
    /// The header of a JWT.
    package let header: JSONValue?
    /// The content, or the payload of a JWT.
    package let content: JSONValue
    /// The length of a JWT's signature in bytes, which is not checked.
    package let signatureLength: Int?

    /// How many bytes everything in a context may be when it is inflated.
    package static let inflatedLimit = 1 << 20
    /// How many contexts may stand inside each other.
    package static let nestingLimit = 4
    /// The longest text that is looked at, in bytes.
    package static let textLimit = 1 << 18

    /// The context as one JSON object.
    ///
    /// ```json
    /// {"form": "jwt", "header": {}, "payload": {}, "signatureBytes": 0}
    /// {"form": "gzip", "content": {}}
    /// ```
    package var json: JSONValue {
        var members = [JSONMember(name: "form", value: .string(self.form.rawValue))]
        if let header = self.header { members.append(JSONMember(name: "header", value: header)) }
        members.append(JSONMember(name: self.form == .jwt ? "payload" : "content", value: self.content))
        if let signatureLength = self.signatureLength {
            members.append(JSONMember(name: "signatureBytes", value: .number(String(signatureLength))))
        }
        return .object(members)
    }
}

/// Why a text is none of the cloud's contexts.
package enum CloudContextError: String, Error, Hashable, Sendable {
    /// Neither Base64 of gzip nor a JWT.
    case unknownForm
    /// Of one of the forms, and cut or changed.
    case malformed
    /// Longer than ``CloudContext/textLimit``, or longer than ``CloudContext/inflatedLimit`` when inflated.
    case tooLarge
    /// Contexts inside contexts, more than ``CloudContext/nestingLimit``.
    case tooDeep
}
