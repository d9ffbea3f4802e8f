package import SIPCore
package import SIPMessage
package import SIPTransaction

/// The layer above the transactions (RFC 3261 §5: transaction user). Every method is called on the event loop.
package protocol TransactionUser: Sendable {
    /// Whether it can take one more new request now, wherever it is asked.
    var hasRoom: Bool { get }

    /// A new request that is not an ACK or a CANCEL. It is answered with `TransactionLayer.respond`.
    func received(_ request: SIPRequest, _ recipe: ResponseRecipe, _ arrival: Arrival)

    /// The caller cancelled an INVITE that has no final response. The CANCEL has been answered.
    func cancelled(_ key: TransactionKey)

    /// The ACK for the final response of an INVITE arrived.
    func acknowledged(_ key: TransactionKey)

    /// No ACK came for 64·T1.
    func acknowledgementMissing(_ key: TransactionKey)

    /// The final response could not be handed to any connection (D7).
    func sendFailed(_ key: TransactionKey)
}

extension TransactionUser {
    /// It can, unless it says otherwise.
    package var hasRoom: Bool { true }
}
