/// The names of what lies in a data folder. They are a contract: scripts and tests outside use them.
package struct DataFolderPaths: Sendable, Hashable {
    /// The folder itself, as it was named.
    package let folder: String

    package init(folder: String) {
        self.folder = folder
    }

    /// The SQLite database.
    package var database: String { self.path(of: "divert.db") }
    /// The certificate of the development CA, alone.
    package var developmentCACertificate: String { self.path(of: "development-ca.pem") }
    package var developmentCAKey: String { self.path(of: "development-ca.key") }
    /// The server certificate for `localhost`, `127.0.0.1` and `::1`.
    package var localhostCertificate: String { self.path(of: "localhost.pem") }
    package var localhostKey: String { self.path(of: "localhost.key") }
    /// The keys that seal contexts, see `KeyFile`.
    package var contextKeys: String { self.path(of: "context.keys") }
    /// The private keys that sign user access tokens, in PEM form, the newest first.
    package var tokenKeys: String { self.path(of: "tokens.key") }
    /// Locked by the server that uses the folder; holds the number of its process.
    package var lock: String { self.path(of: "lock") }

    /// The path of a file of this name in the folder.
    package func path(of name: String) -> String {
        self.folder.hasSuffix("/") ? self.folder + name : self.folder + "/" + name
    }
}
