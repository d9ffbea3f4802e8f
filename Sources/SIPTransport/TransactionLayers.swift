import NIOCore
package import SIPCore
package import SIPMessage
package import SIPTransaction

/// The transaction layers of the event loops that share the UDP ports; of one loop, when there is only one.
///
/// A message arrives on any of the loops: the kernel chooses by the sender's port. A transaction lives on the one that its
/// key names, so that it is found whichever way its retransmissions, its CANCEL and its ACK come. Connections belong to
/// the first loop.
package struct TransactionLayers: Sendable {
    package let first: TransactionLayer
    package let all: [TransactionLayer]

    package init(_ first: TransactionLayer, _ others: [TransactionLayer] = []) {
        self.first = first
        self.all = [first] + others
    }

    /// Ties the layers to the one above them, before the first message.
    ///
    /// - Parameters:
    ///   - user: it lives on the first loop.
    ///   - observer: sees the messages of all loops, on each of them; nil costs nothing.
    package func start(_ user: any TransactionUser, observer: (any MessageObserver)? = nil) async {
        guard self.all.count > 1 else { return await self.first.start(user, observer: observer) }
        for layer in self.all {
            let near: any TransactionUser =
                layer === self.first ? user : DistantTransactionUser(user, on: self.first.loop)
            await layer.start(near, observer: observer, among: self)
        }
    }

    /// Where the transaction of a key lives.
    func home(of key: TransactionKey) -> TransactionLayer {
        guard self.all.count > 1 else { return self.first }
        return self.all[key.place(amongTables: self.all.count)]
    }

    /// Sends a response in a transaction; see `TransactionLayer.respond`. Called on the user's loop.
    package func respond(_ response: EncodedResponse, to key: TransactionKey) {
        self.home(of: key).enter { $0.respond(response, to: key) }
    }

    /// See `TransactionLayer.resumeRinging`. Called on the user's loop.
    package func resumeRinging(_ recipe: ResponseRecipe, provisional: EncodedResponse) {
        self.home(of: recipe.key).enter { $0.resumeRinging(recipe, provisional: provisional) }
    }

    /// See `TransactionLayer.resumeDecided`. Called on the user's loop.
    package func resumeDecided(
        _ recipe: ResponseRecipe, final: EncodedResponse, elapsed: Duration, isAcknowledged: Bool
    ) {
        self.home(of: recipe.key).enter {
            $0.resumeDecided(recipe, final: final, elapsed: elapsed, isAcknowledged: isAcknowledged)
        }
    }
}
