import CallAutomationModel
import CallRouting
import GRDB
import GroupCommit
import UserTokens

// What each write of an identity does to its table, inside an open transaction.
extension Database {
    /// Carries out one write. Each is one statement, which is all or nothing by itself.
    func apply(_ write: IdentityWrite) throws -> AppliedWrite {
        do {
            switch write {
            case .create(let identity):
                try self.cachedStatement(sql: Identity.insert).execute(arguments: identity.insertArguments)
            case .revoke(let id, let moment):
                try self.cachedStatement(sql: Identity.revoke).execute(arguments: [moment.milliseconds, id.rawID])
            case .delete(let id):
                try self.cachedStatement(sql: "DELETE FROM identities WHERE id = ?").execute(arguments: [id.rawID])
            }
            return self.changesCount == 1 ? .applied : .conflict
        } catch let error as DatabaseError where error.isFaultOfWrite && self.isInsideTransaction {
            return error.isDuplicate ? .conflict : .impossible(error.text)
        }
    }

    /// Whether a write that was applied before a failed commit is there.
    func isWritten(_ write: IdentityWrite) throws -> Bool {
        switch write {
        case .create(let identity): try self.exists("SELECT 1 FROM identities WHERE id = ?", [identity.id.rawID])
        case .revoke(let id, let moment):
            try self.exists(
                "SELECT 1 FROM identities WHERE id = ? AND revoked_at = ?", [id.rawID, moment.milliseconds])
        case .delete(let id): try !self.exists("SELECT 1 FROM identities WHERE id = ?", [id.rawID])
        }
    }
}
