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
