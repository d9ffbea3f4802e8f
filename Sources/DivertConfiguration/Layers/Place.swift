/// Where a value was written down, so that a mistake can be shown to the one who made it.
package enum Place: Sendable, Hashable {
    /// The configuration file as it was named at the start, and the line counted from 1 (nil: the whole file).
    case file(String, line: Int?)
    /// A variable of the environment, by its full name.
    case environment(String)
    /// A command line flag with its dashes.
    case flag(String)
    /// Nobody wrote it: a default.
    case builtIn
}

extension Place: CustomStringConvertible {
    /// `divert.yaml:12`, `DIVERT_HTTP_PORT`, `--http-port` or `default`.
    package var description: String {
        switch self {
        case .file(let name, let line): return line.map { "\(name):\($0)" } ?? name
        case .environment(let name), .flag(let name): return name
        case .builtIn: return "default"
        }
    }

    /// `file`, `variable`, `flag` or `default`: the kind of place in one word.
    package var kind: String {
        switch self {
        case .file: return "file"
        case .environment: return "variable"
        case .flag: return "flag"
        case .builtIn: return "default"
        }
    }
}
