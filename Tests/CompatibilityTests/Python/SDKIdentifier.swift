import AcceptanceHarness

/// An identifier as an application makes it, and the raw id that a call's record must show.
struct SDKIdentifier: Sendable {
    let target: PythonSDK.Target
    let rawID: String
    /// The first release of the three that can send it.
    let since: SDKRelease

    private static let user = "0f50d091-5bd3-448b-884d-44be7037d9b9"
    private static let tenant = "1c2d3e4f-5a6b-4c7d-8e9f-0a1b2c3d4e5f"

    /// Every kind, and the clouds where they make a difference.
    static let all: [SDKIdentifier] = [
        SDKIdentifier("PhoneNumberIdentifier", ["value": .text("+14255550123")], "4:+14255550123"),
        SDKIdentifier("CommunicationUserIdentifier", ["id": .text(DivertClient.user("bob"))], DivertClient.user("bob")),
        SDKIdentifier("MicrosoftTeamsUserIdentifier", ["user_id": .text(user)], "8:orgid:\(user)"),
        SDKIdentifier(
            "MicrosoftTeamsUserIdentifier", ["user_id": .text(user), "cloud": .text("GCCH")], "8:gcch:\(user)"),
        SDKIdentifier(
            "MicrosoftTeamsUserIdentifier", ["user_id": .text(user), "is_anonymous": .flag(true)],
            "8:teamsvisitor:\(user)"),
        SDKIdentifier("MicrosoftTeamsAppIdentifier", ["app_id": .text(user)], "28:orgid:\(user)", since: .middle),
        SDKIdentifier(
            "MicrosoftTeamsAppIdentifier", ["app_id": .text(user), "cloud": .text("DOD")], "28:dod:\(user)",
            since: .middle),
        SDKIdentifier(
            "TeamsExtensionUserIdentifier",
            [
                "user_id": .text(user), "tenant_id": .text(tenant),
                "resource_id": .text(ServerConfiguration.developmentResource),
            ],
            "8:acs:\(ServerConfiguration.developmentResource)_\(tenant)_\(user)", since: .newest),
        SDKIdentifier("UnknownIdentifier", ["identifier": .text("sip:201@divert.local")], "sip:201@divert.local"),
    ]

    private init(
        _ name: String, _ arguments: [String: PythonSDK.Target.Argument], _ rawID: String, since: SDKRelease = .oldest
    ) {
        target = .identifier(class: name, arguments)
        self.rawID = rawID
        self.since = since
    }
}
