package import CallAutomationModel
package import CallRouting

/// A communication user that was created here: tokens are issued to it and calls ring at it.
package struct Identity: Sendable, Hashable {
    /// `8:acs:{resource}_{user}`, two GUIDs in lower case.
    package let id: CommunicationIdentifier
    /// The name of the resource that it belongs to.
    package let resource: String
    package let createdAt: Timestamp
    /// How often its tokens were revoked. A token carries the number of its time and is good while that is the present one:
    /// clocks, which may be set back, play no part.
    package var revocations: Int
    /// When that was last; nil for never.
    package var revokedAt: Timestamp?

    package init(
        id: CommunicationIdentifier, resource: String, createdAt: Timestamp, revocations: Int = 0,
        revokedAt: Timestamp? = nil
    ) {
        self.id = id
        self.resource = resource
        self.createdAt = createdAt
        self.revocations = revocations
        self.revokedAt = revokedAt
    }

    /// The id of a new user of a resource.
    ///
    /// - Parameters:
    ///   - resource: The GUID of the resource.
    ///   - user: A new random UUID.
    package static func id(of user: UUIDText, in resource: String) -> CommunicationIdentifier {
        CommunicationIdentifier(rawID: "8:acs:\(resource.lowercased())_\(user.text)")
    }
}
