package import CallControl
package import CallRouting
package import Logging
package import NIOCore
import Observability
package import SIPCore
package import SIPMessage
package import SIPTransaction
package import SIPTransport

/// Where SIP meets calls: an INVITE becomes an incoming call, and what was decided becomes its final response.
///
/// It is the transaction user of RFC 3261 §5, on the event loop of its transactions and of the owner of its calls.
package actor SIPEdge: TransactionUser {
    private let loop: any EventLoop
    private let transactions: TransactionLayer
    private let owner: CallOwner
    private let peers: PeerTable
    private let resources: ResourceTable
    private let logger: Logger
    private let userAgentServer = UserAgentServer()
    /// The call of each INVITE transaction that lives.
    private var calls: [TransactionKey: CallID] = [:]
    /// Undecided INVITEs by what merged requests have in common (UAS-3).
    private var undecided: [[UInt8]: TransactionKey] = [:]

    package nonisolated var unownedExecutor: UnownedSerialExecutor { self.loop.executor.asUnownedSerialExecutor() }

    package init(
        on loop: any EventLoop, transactions: TransactionLayer, owner: CallOwner, peers: PeerTable,
        resources: ResourceTable, logger: Logger
    ) {
        self.loop = loop
        self.transactions = transactions
        self.owner = owner
        self.peers = peers
        self.resources = resources
        self.logger = logger
    }

    // MARK: TransactionUser

    package nonisolated func received(_ request: SIPRequest, _ recipe: ResponseRecipe, _ arrival: Arrival) {
        self.assumeIsolated { $0.handle(request, recipe, arrival) }
    }

    package nonisolated func cancelled(_ key: TransactionKey) {
        self.withCall(key) { owner, id in owner.callerCancelled(id) }
    }

    package nonisolated func acknowledged(_ key: TransactionKey) {
        self.withCall(key) { owner, id in owner.callerAcknowledged(id) }
        self.assumeIsolated { $0.calls[key] = nil }
    }

    package nonisolated func acknowledgementMissing(_ key: TransactionKey) {
        self.withCall(key) { owner, id in owner.acknowledgementMissing(id) }
        self.assumeIsolated { $0.calls[key] = nil }
    }

    package nonisolated func sendFailed(_ key: TransactionKey) {
        self.withCall(key) { owner, id in owner.sendFailed(id) }
    }

    private nonisolated func withCall(_ key: TransactionKey, _ body: @Sendable (isolated CallOwner, CallID) -> Void) {
        self.assumeIsolated { edge in
            guard let id = edge.calls[key] else { return }
            edge.owner.assumeIsolated { body($0, id) }
        }
    }

    // MARK: Requests

    private func handle(_ request: SIPRequest, _ recipe: ResponseRecipe, _ arrival: Arrival) {
        switch self.userAgentServer.examine(request) {
        case .refuse(let status, let headers): self.refuse(request, recipe, status, headers)
        case .options: self.answerOptions(request, recipe, arrival)
        case .call: self.ring(request, recipe, arrival)
        case .cancel, .acknowledgement: break
        }
    }

    /// OPTIONS is answered as an INVITE would fare (RFC 3261 §11.2).
    private func answerOptions(_ request: SIPRequest, _ recipe: ResponseRecipe, _ arrival: Arrival) {
        if let unavailable = self.unavailability {
            self.respond(recipe, 503, unavailable)
        } else if request.requestURI.user != nil, self.resource(of: request, arrival) == nil {
            self.respond(recipe, 404)
        } else {
            self.respond(recipe, 200, [.allow, .acceptSDP])
        }
    }

    private func ring(_ request: SIPRequest, _ recipe: ResponseRecipe, _ arrival: Arrival) {
        if let unavailable = self.unavailability { return self.refuse(request, recipe, 503, unavailable) }
        if let sibling = self.undecided[recipe.mergeKey] {
            return self.refuse(request, recipe, 482, about: self.calls[sibling])
        }
        guard let peer = self.peer(arrival), let resource = self.resource(of: request, arrival) else {
            return self.refuse(request, recipe, 404)
        }
        let caller = CallerIdentity.caller(request, believesAssertion: peer.isTrusted)
        let incoming = IncomingCall(
            origin: .sip, resource: resource, peer: peer.name, from: caller.identifier,
            to: CallerIdentity.identifier(of: request.requestURI), callerDisplayName: caller.displayName,
            recipe: recipe.bytes)
        self.undecided[recipe.mergeKey] = recipe.key
        let side = self.callerSide(recipe, of: peer, wantsRingback: peer.wantsRingback)
        let id = self.owner.assumeIsolated { $0.ring(incoming, caller: side) }
        self.calls[recipe.key] = id
        self.logger.event(
            .debug, "INVITE is a call", call: id, [.address(arrival.source), .sipCallID(request.callID)])
    }

    private func callerSide(_ recipe: ResponseRecipe, of peer: Peer?, wantsRingback: Bool) -> SIPCallerSide {
        SIPCallerSide(
            recipe: recipe, wantsRingback: wantsRingback,
            embeddedHeaders: peer?.embeddedHeaders ?? EmbeddedHeaders(), transactions: self.transactions,
            headersLeftOut: { [weak self] count in
                self?.assumeIsolated { edge in
                    edge.logger.event(
                        .warning, "headers do not fit into the Contact", call: edge.calls[recipe.key], [.count(count)])
                }
            },
            finished: { [weak self] in self?.assumeIsolated { $0.undecided[recipe.mergeKey] = nil } })
    }

    /// The headers of a 503, when new calls are refused.
    private var unavailability: [ResponseHeader]? {
        self.owner.assumeIsolated { $0.refusalOfNewCalls } == nil ? nil : [.retryAfter(seconds: 5)]
    }

    private func peer(_ arrival: Arrival) -> Peer? {
        self.peers.assumeIsolated { $0.peer(at: arrival.source.host) }
    }

    private func resource(of request: SIPRequest, _ arrival: Arrival) -> String? {
        self.resources.resource(
            of: CallerIdentity.identifier(of: request.requestURI), peerResource: self.peer(arrival)?.resource)
    }

    private func respond(_ recipe: ResponseRecipe, _ status: Int, _ headers: [ResponseHeader] = []) {
        let response = recipe.response(status, headers)
        self.transactions.assumeIsolated { $0.respond(response, to: recipe.key) }
    }

    private func refuse(
        _ request: SIPRequest, _ recipe: ResponseRecipe, _ status: Int, _ headers: [ResponseHeader] = [],
        about call: CallID? = nil
    ) {
        self.logger.event(
            .info, "SIP request refused", call: call,
            [.method(request.method), .status(status), .address(recipe.source), .sipCallID(request.callID)])
        self.respond(recipe, status, headers)
    }

    /// The call of an INVITE transaction that lives and is not acknowledged.
    package func call(of key: TransactionKey) -> CallID? { self.calls[key] }

    // MARK: Restart (D8)

    /// Rebuilds the transaction of a call from its row, and sends what is due: 100 for a ringing call, the final
    /// response again for a decided one.
    package func resume(_ record: CallRecord, now: Timestamp) -> (any CallerSide)? {
        guard let bytes = record.recipe else { return nil }
        guard let recipe = ResponseRecipe(bytes: bytes) else {
            self.logger.event(.error, "recipe of a stored call not readable", call: record.id)
            return nil
        }
        let peer = record.peer.flatMap { name in self.peers.assumeIsolated { $0.peer(named: name) } }
        let side = self.callerSide(recipe, of: peer, wantsRingback: false)
        if record.final?.acknowledged != true { self.calls[recipe.key] = record.id }
        guard let decision = record.decision, let final = record.final else {
            self.undecided[recipe.mergeKey] = recipe.key
            self.transactions.assumeIsolated { $0.resumeRinging(recipe, provisional: recipe.response(100)) }
            return side
        }
        let response = decision.disposition.response(by: recipe)
        self.transactions.assumeIsolated {
            $0.resumeDecided(
                recipe, final: response, elapsed: max(now - final.at, .zero), isAcknowledged: final.acknowledged)
        }
        return side
    }
}
