/// Who is calling, who is called, or where a call shall go: the `CommunicationIdentifierModel` of the contract, all six
/// kinds in one value (identifiers.md).
///
/// Two identifiers are equal when their canonical raw ids are: the `4:1425…` of old JavaScript clients equals `4:+1425…`,
/// and `PUBLIC` equals `public`. The kind does not count beside that; `8:acs:a_b_c` is the same entity whether an old SDK
/// called it a communication user or a new one a Teams extension user.
///
/// `description` is redacted, since it ends up in logs. ``rawID`` says everything and must be asked for.
public struct CommunicationIdentifier: Hashable, Sendable {
    /// The kinds of the contract with what each carries.
    public enum Kind: Hashable, Sendable {
        /// A user of the communication resource; the id is the whole raw id.
        case communicationUser(id: String)
        /// A telephone number, normally E.164; `anonymous` for a caller who hides it. The asserted id tells several
        /// legs of one number apart.
        case phoneNumber(value: String, isAnonymous: Bool, assertedID: String?)
        /// A Teams user by object id, or a visitor by visitor id when anonymous.
        case microsoftTeamsUser(userID: String, isAnonymous: Bool, cloud: CommunicationCloud)
        /// A Teams application, such as a voice application.
        case microsoftTeamsApp(appID: String, cloud: CommunicationCloud)
        /// A Teams user reached through a communication resource.
        case teamsExtensionUser(userID: String, tenantID: String, resourceID: String, cloud: CommunicationCloud)
        /// Anything else; only the raw id says who it is. `sip:`, `sips:` and `tel:` addresses are of this kind.
        case unknown
    }

    /// The longest raw id that a request may name, in UTF-8 bytes.
    public static let rawIDLimit = 1024

    /// Records of calls are copied often, and hold several of these: a copy is one count of one reference.
    private final class Storage: Sendable {
        let kind: Kind
        let rawID: String

        init(kind: Kind, rawID: String) {
            self.kind = kind
            self.rawID = rawID
        }
    }

    private let storage: Storage

    /// What it is.
    public var kind: Kind { self.storage.kind }
    /// The canonical raw id: what is emitted, stored and compared.
    public var rawID: String { self.storage.rawID }

    /// Does not check that the raw id belongs to the kind; that is for the makers in this folder.
    init(kind: Kind, rawID: String) {
        self.storage = Storage(kind: kind, rawID: rawID)
    }

    /// Equality of the canonical raw ids.
    public static func == (left: Self, right: Self) -> Bool {
        left.rawID == right.rawID
    }

    /// Hashes the canonical raw id.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(self.rawID)
    }
}
