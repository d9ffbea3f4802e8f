import NIOCore
import SIPCore
import SIPMessage
import SIPTransaction
import SIPTransport

/// A transaction user that writes down what it is told.
actor RecordingUser: TransactionUser {
    enum Told: Hashable, Sendable {
        case received(String)
        case cancelled, acknowledged, acknowledgementMissing, sendFailed
    }

    private let loop: any EventLoop
    private(set) var told: [Told] = []
    /// The recipes of the requests, in the order of their arrival.
    private(set) var recipes: [ResponseRecipe] = []

    nonisolated var unownedExecutor: UnownedSerialExecutor { self.loop.executor.asUnownedSerialExecutor() }

    init(on loop: any EventLoop) {
        self.loop = loop
    }

    nonisolated func received(_ request: SIPRequest, _ recipe: ResponseRecipe, _ arrival: Arrival) {
        self.assumeIsolated {
            $0.recipes.append(recipe)
            $0.told.append(.received(request.method.rawValue))
        }
    }

    nonisolated func cancelled(_ key: TransactionKey) { self.note(.cancelled) }
    nonisolated func acknowledged(_ key: TransactionKey) { self.note(.acknowledged) }
    nonisolated func acknowledgementMissing(_ key: TransactionKey) { self.note(.acknowledgementMissing) }
    nonisolated func sendFailed(_ key: TransactionKey) { self.note(.sendFailed) }

    private nonisolated func note(_ told: Told) {
        self.assumeIsolated { $0.told.append(told) }
    }
}
