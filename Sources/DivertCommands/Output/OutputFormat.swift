import ArgumentParser

/// How a verb prints its result on standard output.
package enum OutputFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    /// For people: aligned columns, short lines. Not a contract.
    case table
    /// For programs: JSON objects, each on a line of its own, members in a fixed order.
    case json
}
