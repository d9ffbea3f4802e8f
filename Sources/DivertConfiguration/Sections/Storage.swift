extension Configuration {
    /// The database (`storage`).
    package struct Storage: Sendable, Hashable {
        /// `sqlite:` and `path`.
        package var url: String { "sqlite:" + self.path }
        /// Name of the SQLite file.
        package var path: String

        package init(path: String) {
            self.path = path
        }
    }
}

extension Configuration.Storage {
    init(reading reader: SettingReader, dataFolder: String, paths: FilePath) throws(ConfigurationError) {
        if let written = reader.writtenText("storage.url")?.lowercased(),
            written.hasPrefix("postgresql:") || written.hasPrefix("postgres:")
        {
            throw ConfigurationError(
                .notBuiltYet, at: reader.place(of: "storage.url"), path: "storage.url",
                reason: "not built yet: PostgreSQL (clustering)")
        }
        let path = try reader.optionalText("storage.url") { text -> String? in
            let scheme = "sqlite:"
            guard text.hasPrefix(scheme) else { return nil }
            let name = String(text.dropFirst(scheme.count))
            // sqlite:///var/lib/divert.db has an empty host; with another host it is no file.
            guard name.hasPrefix("//") else { return name.hasPrefix(":") ? nil : paths.resolve(name) }
            return name.hasPrefix("///") ? paths.resolve(String(name.dropFirst(2))) : nil
        }
        self.path = path ?? (dataFolder.hasSuffix("/") ? dataFolder : dataFolder + "/") + "divert.db"
    }
}
