import NIOCore
import SIPCore
import SIPMessage
import SIPTransaction

/// A transaction user on another loop than the transactions: it hears everything there, in the order in which it happened.
struct DistantTransactionUser: TransactionUser {
    /// How many new requests may wait for the user, from each loop. Of each there is a transaction already; more get 503.
    private static let waitingRequests = 10_000

    private let user: any TransactionUser
    private let mailbox: Mailbox

    init(_ user: any TransactionUser, on loop: any EventLoop) {
        self.user = user
        self.mailbox = Mailbox(of: loop, limit: Self.waitingRequests)
    }

    var hasRoom: Bool { self.mailbox.hasRoom && self.user.hasRoom }

    func received(_ request: SIPRequest, _ recipe: ResponseRecipe, _ arrival: Arrival) {
        self.tell { $0.received(request, recipe, arrival) }
    }

    func cancelled(_ key: TransactionKey) { self.tell { $0.cancelled(key) } }

    func acknowledged(_ key: TransactionKey) { self.tell { $0.acknowledged(key) } }

    func acknowledgementMissing(_ key: TransactionKey) { self.tell { $0.acknowledgementMissing(key) } }

    func sendFailed(_ key: TransactionKey) { self.tell { $0.sendFailed(key) } }

    /// Whoever asked for room before is heard. The rest is about calls that are there, of which there is no end of news.
    private func tell(_ news: @escaping @Sendable (any TransactionUser) -> Void) {
        self.mailbox.post(isBounded: false) { news(self.user) }
    }
}
