import CallRouting

/// The store's present health, and who wants to hear of changes.
struct HealthBoard {
    private(set) var present: StoreHealth = .writing
    private var observers: [@Sendable (StoreHealth) -> Void] = []

    mutating func add(_ observer: @escaping @Sendable (StoreHealth) -> Void) {
        self.observers.append(observer)
        observer(self.present)
    }

    mutating func report(_ health: StoreHealth) {
        guard health != self.present else { return }
        self.present = health
        for observer in self.observers {
            observer(health)
        }
    }
}
