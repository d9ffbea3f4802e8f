extension CommunicationIdentifier {
    /// The identifier that a sub-object of that name describes.
    static func identifier(_ name: String, _ members: JSONMembers) throws(CommunicationError) -> Self {
        switch name {
        case "communicationUser": try self.communicationUser(members)
        case "phoneNumber": try self.phoneNumber(members)
        case "microsoftTeamsUser":
            Self(
                kind: .microsoftTeamsUser(
                    userID: try members.requiredString("userId"),
                    isAnonymous: try members.bool("isAnonymous") ?? false,
                    cloud: try self.cloud(members)))
        case "microsoftTeamsApp":
            Self(
                kind: .microsoftTeamsApp(
                    appID: try members.requiredString("appId"), cloud: try self.cloud(members)))
        default:
            Self(
                kind: .teamsExtensionUser(
                    userID: try self.segment("userId", members),
                    tenantID: try self.segment("tenantId", members),
                    resourceID: try self.segment("resourceId", members),
                    cloud: try self.cloud(members)))
        }
    }

    /// The id must be one of the raw ids that mean a communication user: otherwise `{"id":"sip:…"}` would slip past the
    /// rules for SIP addresses.
    private static func communicationUser(_ members: JSONMembers) throws(CommunicationError) -> Self {
        let id = try members.requiredString("id")
        switch Self(rawID: id).kind {
        case .communicationUser, .teamsExtensionUser: return .communicationUser(id)
        case .phoneNumber, .microsoftTeamsUser, .microsoftTeamsApp, .unknown:
            throw .invalidArgument(
                target: members.path(of: "id"),
                "“\(members.path(of: "id"))” is not the id of a communication user; it should look like 8:acs:….")
        }
    }

    /// The value must be E.164 or `anonymous`; SDKs never check. The Python SDK leaves an asserted id, joined by an
    /// underscore, in the value.
    private static func phoneNumber(_ members: JSONMembers) throws(CommunicationError) -> Self {
        var value = try members.requiredString("value")
        var assertedID = try members.string("assertedId").flatMap { $0.isEmpty ? nil : $0 }
        _ = try members.bool("isAnonymous")
        if let underscore = value.utf8.lastIndex(of: UInt8(ascii: "_")) {
            let trailing = String(value[value.utf8.index(after: underscore)...])
            guard assertedID == nil || assertedID == trailing else {
                throw .invalidArgument(
                    target: members.path(of: "assertedId"),
                    "“\(members.path(of: "assertedId"))” differs from the one in “\(members.path(of: "value"))”.")
            }
            assertedID = trailing
            value = String(value[..<underscore])
        }
        guard E164.isNumber(value) || value == "anonymous" else {
            throw .invalidArgument(
                target: members.path(of: "value"),
                "“\(members.path(of: "value"))” must be an E.164 number such as +14255550123.")
        }
        return .phoneNumber(value, assertedID: assertedID)
    }

    private static func cloud(_ members: JSONMembers) throws(CommunicationError) -> CommunicationCloud {
        guard let text = try members.string("cloud") else { return .public }
        guard let cloud = CommunicationCloud(anyCase: text) else {
            throw .invalidArgument(
                target: members.path(of: "cloud"), "“\(members.path(of: "cloud"))” must be public, dod or gcch.")
        }
        return cloud
    }

    /// A part of a Teams extension user's raw id, where the underscore separates.
    private static func segment(_ name: String, _ members: JSONMembers) throws(CommunicationError) -> String {
        let text = try members.requiredString(name)
        guard !text.contains("_") else {
            throw .invalidArgument(
                target: members.path(of: name), "“\(members.path(of: name))” must not hold an underscore.")
        }
        return text
    }
}
