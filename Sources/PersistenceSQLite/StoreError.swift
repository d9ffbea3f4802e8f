/// Why a database cannot be used, or a part of it cannot be read.
package struct StoreError: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Code: String, Sendable, Hashable, CaseIterable {
        /// There is something at the path that is not a file.
        case notAFile
        /// The folder of the database is not there.
        case folderMissing
        /// The file cannot be created, opened or written.
        case notWritable
        /// The file is damaged, or it never was a database.
        case corrupt
        /// It is a database of another program.
        case foreign
        /// It was written by a newer version.
        case newerVersion
        /// Another program holds it.
        case busy
        /// The place does not support what a safe commit needs.
        case unsuitable
        /// A row holds something that cannot be understood.
        case unreadableRow
        /// The store was closed.
        case closed
        /// SQLite reported another error.
        case failed
    }

    package let code: Code
    /// The database file.
    package let path: String
    /// What was found. Holds no value of any row.
    package let detail: String

    package init(_ code: Code, path: String, detail: String) {
        self.code = code
        self.path = path
        self.detail = detail
    }

    /// What somebody can do about it.
    package var remedy: String {
        switch self.code {
        case .notAFile: "Choose another path for the database, or move away what is there."
        case .folderMissing: "Create the folder, or choose another path for the database."
        case .notWritable: "Make the file and its folder writable for the user that runs the server."
        case .corrupt: "Restore the file from a backup, or move it away to begin with an empty one."
        case .foreign: "Choose another path for the database: this one belongs to another program."
        case .newerVersion: "Run the newer version of the server, or choose another path for the database."
        case .busy: "End the other program that has the database open."
        case .unsuitable: "Put the database on a local file system."
        case .unreadableRow: "The row is skipped; look at it with sqlite3, or let it be purged."
        case .closed: "Nothing to do: the server is stopping."
        case .failed: "Look at the disk and at the file's permissions."
        }
    }

    package var description: String {
        "\(self.path): \(self.detail) \(self.remedy)"
    }
}
