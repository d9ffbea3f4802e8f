extension CommunicationIdentifier {
    /// The identifier that a raw id stands for (identifiers.md §3). Never fails: what the grammar does not know is of
    /// kind `unknown` and keeps its raw id.
    ///
    ///     8:acs:{resource}_{user}            communicationUser       (also dod-acs, gcch-acs)
    ///     8:acs:{resource}_{tenant}_{user}   teamsExtensionUser      (also dod-acs, gcch-acs)
    ///     8:spool:…                          communicationUser
    ///     8:orgid:…  8:dod:…  8:gcch:…       microsoftTeamsUser
    ///     8:teamsvisitor:…                   microsoftTeamsUser, anonymous
    ///     28:orgid:… 28:dod:… 28:gcch:…      microsoftTeamsApp
    ///     4:{number}[_{asserted}]            phoneNumber
    ///
    /// Matching is case-sensitive, and the rest of an id may hold further colons (as Python and .NET read it; JavaScript
    /// would call such an id unknown). A prefix with nothing behind it is unknown.
    public init(rawID: String) {
        guard let kind = Self.kind(of: rawID) else {
            self.init(kind: .unknown, rawID: rawID)
            return
        }
        switch kind {
        case .phoneNumber: self.init(kind: kind)
        default: self.init(kind: kind, rawID: rawID)
        }
    }

    private static func kind(of rawID: String) -> Kind? {
        if rawID.hasPrefix("4:") { return self.phoneNumber(in: rawID.dropFirst(2)) }
        guard rawID.hasPrefix("8:") || rawID.hasPrefix("28:") else { return nil }
        let parts = rawID.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[2].isEmpty else { return nil }
        let rest = String(parts[2])
        switch (parts[0], parts[1]) {
        case ("8", "acs"): return self.user(rawID, rest: parts[2], .public)
        case ("8", "dod-acs"): return self.user(rawID, rest: parts[2], .dod)
        case ("8", "gcch-acs"): return self.user(rawID, rest: parts[2], .gcch)
        case ("8", "spool"): return .communicationUser(id: rawID)
        case ("8", "orgid"): return .microsoftTeamsUser(userID: rest, isAnonymous: false, cloud: .public)
        case ("8", "dod"): return .microsoftTeamsUser(userID: rest, isAnonymous: false, cloud: .dod)
        case ("8", "gcch"): return .microsoftTeamsUser(userID: rest, isAnonymous: false, cloud: .gcch)
        case ("8", "teamsvisitor"): return .microsoftTeamsUser(userID: rest, isAnonymous: true, cloud: .public)
        case ("28", "orgid"): return .microsoftTeamsApp(appID: rest, cloud: .public)
        case ("28", "dod"): return .microsoftTeamsApp(appID: rest, cloud: .dod)
        case ("28", "gcch"): return .microsoftTeamsApp(appID: rest, cloud: .gcch)
        default: return nil
        }
    }

    private static func user(_ rawID: String, rest: Substring, _ cloud: CommunicationCloud) -> Kind {
        let parts = rest.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return .communicationUser(id: rawID) }
        return .teamsExtensionUser(
            userID: String(parts[2]), tenantID: String(parts[1]), resourceID: String(parts[0]), cloud: cloud)
    }

    /// The number and, after the last underscore, the asserted id. SDKs leave the two together in `value`; here they
    /// are apart, so that the number can be called.
    private static func phoneNumber(in text: Substring) -> Kind? {
        guard !text.isEmpty else { return nil }
        guard let underscore = text.utf8.lastIndex(of: UInt8(ascii: "_")) else {
            return .phoneNumber(value: String(text), isAnonymous: false, assertedID: nil)
        }
        let assertedID = String(text[text.utf8.index(after: underscore)...])
        return .phoneNumber(value: String(text[..<underscore]), isAnonymous: false, assertedID: assertedID)
    }
}
