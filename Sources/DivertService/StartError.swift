/// Why the server cannot start: one line for the person who started it.
package struct StartError: Error, Sendable, CustomStringConvertible {
    package enum Code: Sendable, Hashable {
        /// A port is in use or not permitted.
        case listen
        /// The data folder, the database, keys or certificates.
        case data
        /// Something the configuration names cannot be used.
        case configuration
    }

    package let code: Code
    package let description: String

    package init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
