/// Which of the configured peers something comes from, for what is counted of each: its place among their names.
package struct PeerNumber: Sendable, Hashable {
    package let value: Int16

    package init(_ value: Int16) { self.value = value }

    /// Somebody who is no peer.
    package static let stranger = PeerNumber(-1)
}
