import Synchronization

/// Whether the owner of calls takes new ones, for everybody who asks before a call is made: on any event loop.
package final class NewCallGate: Sendable {
    private let open = Atomic<Bool>(true)

    package init() {}

    package var isOpen: Bool { self.open.load(ordering: .relaxed) }

    /// Called by the owner alone.
    func set(isOpen: Bool) {
        if isOpen != self.isOpen { self.open.store(isOpen, ordering: .relaxed) }
    }
}
