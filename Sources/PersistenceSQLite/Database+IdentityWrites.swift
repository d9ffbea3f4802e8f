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
                try self.execute(Identity.insert, identity.insertValues)
            case .revoke(let id, let moment):
                try self.execute(Identity.revoke, [.time(moment), .text(id.rawID)])
            case .delete(let id):
                try self.execute("DELETE FROM identities WHERE id = ?", [.text(id.rawID)])
            }
            return self.changesCount == 1 ? .applied : .conflict
        } catch let error as DatabaseError where error.isFaultOfWrite && self.isInsideTransaction {
            return error.isDuplicate ? .conflict : .impossible(error.text)
        }
    }

    /// Whether a write that was applied before a failed commit is there.
    func isWritten(_ write: IdentityWrite) throws -> Bool {
        switch write {
        case .create(let identity): try self.exists("SELECT 1 FROM identities WHERE id = ?", [.text(identity.id.rawID)])
        case .revoke(let id, let moment):
            try self.exists(
                "SELECT 1 FROM identities WHERE id = ? AND revoked_at = ?", [.text(id.rawID), .time(moment)])
        case .delete(let id): try !self.exists("SELECT 1 FROM identities WHERE id = ?", [.text(id.rawID)])
        }
    }
}
