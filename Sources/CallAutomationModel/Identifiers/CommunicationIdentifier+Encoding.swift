extension CommunicationIdentifier {
    /// Writes the identifier as every SDK can read it (identifiers.md §4): always `kind` and `rawId`, the one sub-object
    /// of the kind, `cloud` in lower case, `isAnonymous` as a boolean.
    ///
    /// ```json
    /// {"kind":"phoneNumber","rawId":"4:+14255550123","phoneNumber":{"value":"+14255550123","isAnonymous":false}}
    /// ```
    public func write(to text: inout JSONText) {
        text.object { text in
            text.member("kind", self.kindName)
            text.member("rawId", self.rawID)
            if case .unknown = self.kind { return }
            text.name(self.kindName)
            text.object { self.writeMembers(to: &$0) }
        }
    }

    /// The identifier as a JSON text of its own.
    public func json() -> [UInt8] {
        var text = JSONText(capacity: 256)
        self.write(to: &text)
        return text.bytes
    }

    private func writeMembers(to text: inout JSONText) {
        switch self.kind {
        case .communicationUser(let id): text.member("id", id)
        case .phoneNumber(let value, let isAnonymous, let assertedID):
            text.member("value", value)
            text.member("isAnonymous", isAnonymous)
            if let assertedID { text.member("assertedId", assertedID) }
        case .microsoftTeamsUser(let userID, let isAnonymous, let cloud):
            text.member("userId", userID)
            text.member("isAnonymous", isAnonymous)
            text.member("cloud", cloud.rawValue)
        case .microsoftTeamsApp(let appID, let cloud):
            text.member("appId", appID)
            text.member("cloud", cloud.rawValue)
        case .teamsExtensionUser(let userID, let tenantID, let resourceID, let cloud):
            text.member("userId", userID)
            text.member("tenantId", tenantID)
            text.member("resourceId", resourceID)
            text.member("cloud", cloud.rawValue)
        case .unknown: break
        }
    }
}
