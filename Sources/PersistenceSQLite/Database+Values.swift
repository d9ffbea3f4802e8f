import GRDB
import GRDBSQLite

extension Database {
    /// Executes a statement once, with values for its question marks in their order.
    func execute(_ sql: String, _ values: [SQLValue]) throws {
        try self.statement(sql, values).execute()
    }

    /// A statement that has its values.
    ///
    /// GRDB would take them as a list of existentials and bind them in nested calls, which costs more than most statements
    /// do. So they are bound by SQLite's own functions, and everything else is GRDB's.
    func statement(_ sql: String, _ values: [SQLValue]) throws -> Statement {
        let statement = try self.cachedStatement(sql: sql)
        // Says once more how the last run ended, which was told then; GRDB would take an error at this point for its own.
        sqlite3_reset(statement.sqliteStatement)
        // Tells GRDB that the question marks are not its business.
        statement.setUncheckedArguments(StatementArguments())
        guard values.count == Int(sqlite3_bind_parameter_count(statement.sqliteStatement)) else {
            throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "\(values.count) values do not fit.", sql: sql)
        }
        var position: Int32 = 0
        for value in values {
            position += 1
            let code = value.bind(to: statement.sqliteStatement, at: position)
            guard code == SQLITE_OK else {
                throw DatabaseError(resultCode: ResultCode(rawValue: code), message: self.lastErrorMessage, sql: sql)
            }
        }
        return statement
    }
}

extension SQLValue {
    /// SQLite copies what it is given (`SQLITE_TRANSIENT`, a macro that Swift does not see).
    private static let isCopied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    fileprivate func bind(to statement: SQLiteStatement, at position: Int32) -> Int32 {
        switch self {
        case .integer(nil), .text(nil), .blob(nil): return sqlite3_bind_null(statement, position)
        case .integer(let number?): return sqlite3_bind_int64(statement, position, number)
        case .text(var text?):
            // No characters are not NULL.
            guard !text.isEmpty else { return sqlite3_bind_text(statement, position, "", 0, Self.isCopied) }
            return text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { characters in
                    sqlite3_bind_text64(
                        statement, position, characters.baseAddress, UInt64(characters.count),
                        Self.isCopied, UInt8(SQLITE_UTF8))
                }
            }
        case .blob(let bytes?):
            // No bytes are not NULL.
            guard !bytes.isEmpty else { return sqlite3_bind_zeroblob(statement, position, 0) }
            return bytes.withUnsafeBytes { bytes in
                sqlite3_bind_blob64(statement, position, bytes.baseAddress, UInt64(bytes.count), Self.isCopied)
            }
        }
    }
}
