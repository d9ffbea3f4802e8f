extension Configuration {
    /// Whose Entra ID tokens a resource accepts (`resources[].entra`).
    package struct Entra: Sendable, Hashable {
        /// Where the issuer's key set is.
        package enum KeySet: Sendable, Hashable {
            /// https, or http on this machine.
            case url(WebAddress)
            /// The name of a file.
            case file(String)
        }

        /// The claim `iss`.
        package var issuer: String
        /// At least one; what the claim `aud` may be.
        package var audiences: [String]
        package var keySet: KeySet

        /// What the SDKs ask for a token for.
        package static let standardAudience = "https://communication.azure.com"
    }
}

extension Configuration.Entra {
    /// Nil when the section is not there.
    init?(reading reader: SettingReader, at path: String, paths: FilePath) throws(ConfigurationError) {
        guard reader.hasSection(path) else { return nil }
        self.issuer = try reader.text("\(path).issuer") { Configuration.WebAddress($0) }.text
        self.audiences =
            try reader.optionalTexts("\(path).audience") { text in
                text.isEmpty || !text.utf8.allSatisfy(\.isVisible) ? nil : text
            } ?? [Self.standardAudience]
        guard !self.audiences.isEmpty else { throw reader.missing("\(path).audience") }
        self.keySet = try reader.text("\(path).jwks") { Configuration.Entra.KeySet($0, paths) }
    }
}

extension Configuration.Entra.KeySet {
    /// Keys that come over plain http could be anybody's, unless it is this machine that they come from.
    fileprivate init?(_ text: String, _ paths: FilePath) {
        guard text.contains("://") else {
            guard let path = paths.resolve(text) else { return nil }
            self = .file(path)
            return
        }
        guard let url = Configuration.WebAddress(text),
            url.scheme == "https" || url.host == "localhost" || IPAddress(url.host)?.isLoopback == true
        else { return nil }
        self = .url(url)
    }
}
