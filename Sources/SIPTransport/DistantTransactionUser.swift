import NIOCore
import SIPCore
import SIPMessage
import SIPTransaction

/// A transaction user on another loop than the transactions: it hears everything there, in the order in which it happened.
struct DistantTransactionUser: TransactionUser {
    /// How many new requests may wait for the user. Of each there is a transaction already; more get 503.
    private static let waitingRequests = 10_000

    private let user: any TransactionUser
    private let loop: any EventLoop
    private let inbox = Inbox(limit: Self.waitingRequests)

    init(_ user: any TransactionUser, on loop: any EventLoop) {
        self.user = user
        self.loop = loop
    }

    var hasRoom: Bool { self.inbox.hasRoom && self.user.hasRoom }

    func received(_ request: SIPRequest, _ recipe: ResponseRecipe, _ arrival: Arrival) {
        // One that came since `hasRoom` was asked waits all the same.
        let entered = self.inbox.enter()
        self.loop.execute {
            if entered { self.inbox.leave() }
            self.user.received(request, recipe, arrival)
        }
    }

    func cancelled(_ key: TransactionKey) { self.loop.execute { self.user.cancelled(key) } }

    func acknowledged(_ key: TransactionKey) { self.loop.execute { self.user.acknowledged(key) } }

    func acknowledgementMissing(_ key: TransactionKey) {
        self.loop.execute { self.user.acknowledgementMissing(key) }
    }

    func sendFailed(_ key: TransactionKey) { self.loop.execute { self.user.sendFailed(key) } }
}
