extension CommunicationIdentifier {
    /// The caller who hides the number: `4:anonymous`.
    public static let anonymous = Self(kind: .phoneNumber(value: "anonymous", isAnonymous: true, assertedID: nil))

    /// A telephone number. Digits without the leading `+` get it, anything else stays as it is.
    public static func phoneNumber(_ value: String, assertedID: String? = nil) -> Self {
        Self(kind: .phoneNumber(value: value, isAnonymous: false, assertedID: assertedID))
    }

    /// A user of a communication resource, by the whole id: `8:acs:{resource}_{user}`.
    public static func communicationUser(_ id: String) -> Self {
        Self(kind: .communicationUser(id: id))
    }

    /// A user of a communication resource by its two parts.
    public static func communicationUser(resourceID: String, userID: String) -> Self {
        .communicationUser("8:acs:\(resourceID)_\(userID)")
    }

    /// What people type and configuration files hold: an E.164 number (`+14255550123`), else a raw id.
    public init(e164OrRawID text: String) {
        if E164.isNumber(text) {
            self = .phoneNumber(text)
        } else {
            self.init(rawID: text)
        }
    }

    /// An identifier with the raw id that its kind makes (identifiers.md §3, formatting). For `unknown` there is none;
    /// use `init(rawID:)`.
    init(kind: Kind) {
        switch kind {
        case .communicationUser(let id): self.init(kind: kind, rawID: id)
        case .phoneNumber(let value, _, let assertedID):
            let number = E164.canonical(value)
            let canonical = Kind.phoneNumber(value: number, isAnonymous: number == "anonymous", assertedID: assertedID)
            self.init(kind: canonical, rawID: "4:\(number)" + (assertedID.map { "_\($0)" } ?? ""))
        case .microsoftTeamsUser(let userID, isAnonymous: true, _):
            self.init(kind: kind, rawID: "8:teamsvisitor:\(userID)")
        case .microsoftTeamsUser(let userID, isAnonymous: false, let cloud):
            self.init(kind: kind, rawID: "8:\(cloud.directoryName):\(userID)")
        case .microsoftTeamsApp(let appID, let cloud):
            self.init(kind: kind, rawID: "28:\(cloud.directoryName):\(appID)")
        case .teamsExtensionUser(let userID, let tenantID, let resourceID, let cloud):
            self.init(kind: kind, rawID: "8:\(cloud.resourceName):\(resourceID)_\(tenantID)_\(userID)")
        case .unknown: self.init(kind: kind, rawID: "")
        }
    }
}

extension CommunicationCloud {
    /// The second segment of the raw ids of Teams users and applications.
    var directoryName: String {
        switch self {
        case .public: "orgid"
        case .dod: "dod"
        case .gcch: "gcch"
        }
    }

    /// The second segment of the raw ids of the users of a communication resource.
    var resourceName: String {
        switch self {
        case .public: "acs"
        case .dod: "dod-acs"
        case .gcch: "gcch-acs"
        }
    }
}
