import GRDB
import GroupCommit

// What SQLite's result codes mean here (https://www.sqlite.org/rescode.html). Texts leave out statements and arguments.
extension DatabaseError {
    var text: String {
        "SQLite error \(self.extendedResultCode.rawValue): \(self.message ?? "no text")."
    }

    /// The id exists already.
    var isDuplicate: Bool {
        switch self.extendedResultCode {
        case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID: true
        default: false
        }
    }

    /// Whether a COMMIT that failed so cannot have put its last frame, the one that counts, into the log: no room, an
    /// error while writing, or it did not begin. Errors of synchronising come after the last frame.
    var leftCommitUnwritten: Bool {
        self.resultCode == .SQLITE_FULL || self.resultCode == .SQLITE_BUSY
            || self.extendedResultCode == .SQLITE_IOERR_WRITE
    }

    /// The write is to blame, not the disk: other writes of the transaction are not affected.
    var isFaultOfWrite: Bool {
        switch self.resultCode {
        case .SQLITE_CONSTRAINT, .SQLITE_TOOBIG, .SQLITE_MISMATCH, .SQLITE_RANGE: true
        default: false
        }
    }
}

extension BackendFailure {
    /// Any error of a transaction's statements, its begin or its commit.
    init(_ error: any Error) {
        switch error {
        case let error as DatabaseError:
            self.init(error.text, needsReopen: !Self.passesByItself.contains(error.resultCode))
        case let error as StoreError:
            self.init(error.description, needsReopen: true)
        default:
            self.init("\(error)", needsReopen: true)
        }
    }

    /// Codes after which the connection is as good as before.
    private static let passesByItself: [ResultCode] = [.SQLITE_FULL, .SQLITE_BUSY, .SQLITE_NOMEM, .SQLITE_INTERRUPT]
}

extension StoreError {
    /// Any error of opening or reading.
    init(_ error: any Error, path: String) {
        guard let error = error as? DatabaseError else {
            self.init(.failed, path: path, detail: "\(error)")
            return
        }
        let code: Code =
            switch error.resultCode {
            case .SQLITE_NOTADB, .SQLITE_CORRUPT: .corrupt
            case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM: .notWritable
            case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
            default: .failed
            }
        self.init(code, path: path, detail: error.text)
    }
}
