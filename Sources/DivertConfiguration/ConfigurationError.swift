/// Why a configuration was refused: one line, fit to be the last words of a start that did not happen.
///
///     divert.yaml:12: sip.listen[1]: expected an address such as udp://127.0.0.1:5060, found "udp:5060"
///     DIVERT_HTTP_PORT: expected a port from 0 to 65535, found 70000
///     --http-port: expected a port from 0 to 65535, found "soon"
///
/// The line never holds the value of a secret key (access keys, context keys) nor the query of a URL.
package struct ConfigurationError: Error, Sendable, Hashable {
    /// What kind of mistake it is. Codes are added, never renamed.
    package enum Code: Sendable, Hashable {
        /// The file could not be opened or read.
        case unreadableFile
        /// The file is not UTF-8, not YAML, or holds a key twice in one section.
        case invalidYAML
        /// A key, flag or variable that the table of keys does not have.
        case unknownKey
        /// A list where a section belongs, text where a number belongs, and the like.
        case wrongType
        /// The type is right, the value cannot be.
        case impossibleValue
        /// A key that must be there is not.
        case missingValue
        /// The contract names it, this version does not serve it.
        case notBuiltYet
        /// The published development key would be reachable from other machines.
        case developmentKeyExposed
    }

    package let code: Code
    /// Where the value came from.
    package let place: Place
    /// The key's path with indexes (`sip.listen[1]`); empty when the file as a whole is meant.
    package let path: String
    /// What was expected and what was found.
    package let reason: String

    init(_ code: Code, at place: Place, path: String, reason: String) {
        self.code = code
        self.place = place
        self.path = path
        self.reason = reason
    }
}

extension ConfigurationError: CustomStringConvertible {
    package var description: String {
        var parts: [String] = []
        if self.place != .builtIn { parts.append(self.place.description) }
        switch self.place {
        case .file, .builtIn:
            if !self.path.isEmpty { parts.append(self.path) }
        case .environment, .flag:
            break
        }
        parts.append(self.reason)
        return parts.joined(separator: ": ")
    }
}
