package import Foundation

/// What the client takes from outside: inputs, so that tests can choose them.
package struct Surroundings: Sendable {
    /// The time of day.
    package var now: @Sendable () -> Date
    /// A new random UUID.
    package var newID: @Sendable () -> UUID
    /// A random number from 0 up to 1.
    package var chance: @Sendable () -> Double

    /// The machine's.
    package static let system = Self(now: { Date() }, newID: { UUID() }, chance: { .random(in: 0..<1) })

    /// Others.
    package init(
        now: @escaping @Sendable () -> Date, newID: @escaping @Sendable () -> UUID,
        chance: @escaping @Sendable () -> Double
    ) {
        self.now = now
        self.newID = newID
        self.chance = chance
    }
}
