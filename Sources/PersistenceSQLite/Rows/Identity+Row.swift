import CallAutomationModel
import CallRouting
import UserTokens

extension Identity {
    static let insert = """
        INSERT INTO identities (id, resource, created_at, revocations, revoked_at) VALUES (?, ?, ?, ?, ?)
        """

    static let revoke = "UPDATE identities SET revocations = revocations + 1, revoked_at = ? WHERE id = ?"

    var insertValues: [SQLValue] {
        [
            .text(self.id.rawID), .text(self.resource), .time(self.createdAt), .integer(self.revocations),
            .time(self.revokedAt),
        ]
    }

    init(_ row: RowReader) throws(StoreError) {
        self.init(
            id: CommunicationIdentifier(rawID: try row.text("id")), resource: try row.text("resource"),
            createdAt: try row.time("created_at"), revocations: Int(clamping: try row.integer("revocations")),
            revokedAt: try row.optionalTime("revoked_at"))
    }
}
