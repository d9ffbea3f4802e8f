import CallAutomationModel
package import CallControl
package import CallRouting
package import Logging
package import NIOCore
package import Observability
package import SIPCore
package import SIPMessage
package import SIPTransaction
package import SIPTransport

/// Where SIP meets calls: an INVITE becomes an incoming call, and what was decided becomes its final response.
///
/// It is the transaction user of RFC 3261 §5, on the event loop of the owner of its calls.
package actor SIPEdge: TransactionUser {
    private let loop: any EventLoop
    private let transactions: TransactionLayers
    private let owner: CallOwner
    private let peers: Peers
    private let localPeers: LoopPeers
    private let resources: ResourceTable
    private let logger: Logger
    private let userAgentServer = UserAgentServer()
    /// The call of each INVITE transaction that lives.
    private var calls: [TransactionKey: CallID] = [:]
    /// Undecided INVITEs by what merged requests have in common (UAS-3).
    private var undecided: [[UInt8]: UndecidedInvite] = [:]
    private var metrics: CallMetrics

    private struct UndecidedInvite {
        let key: TransactionKey
        /// The name of the peer.
        let peer: String
        /// Nil when a former process took the INVITE.
        let since: NIODeadline?
    }

    package nonisolated var unownedExecutor: UnownedSerialExecutor { self.loop.executor.asUnownedSerialExecutor() }

    package init(
        on loop: any EventLoop, transactions: TransactionLayers, owner: CallOwner, peers: Peers, localPeers: LoopPeers,
        resources: ResourceTable, logger: Logger, metrics: CallMetrics = CallMetrics()
    ) {
        self.loop = loop
        self.transactions = transactions
        self.owner = owner
        self.peers = peers
        self.localPeers = localPeers
        self.resources = resources
        self.logger = logger
        self.metrics = metrics
    }

    // MARK: TransactionUser

    package nonisolated func received(_ request: SIPRequest, _ recipe: ResponseRecipe, _ arrival: Arrival) {
        self.assumeIsolated { $0.handle(request, recipe, arrival) }
    }

    package nonisolated func cancelled(_ key: TransactionKey) {
        self.withCall(key) { owner, id in owner.callerCancelled(id) }
    }

    package nonisolated func acknowledged(_ key: TransactionKey) {
        self.withoutCall(key) { owner, id in owner.callerAcknowledged(id) }
    }

    package nonisolated func acknowledgementMissing(_ key: TransactionKey) {
        self.withoutCall(key) { owner, id in owner.acknowledgementMissing(id) }
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

    /// The transaction of a call needs it no longer.
    private nonisolated func withoutCall(_ key: TransactionKey, _ body: @Sendable (isolated CallOwner, CallID) -> Void)
    {
        self.assumeIsolated { edge in
            guard let id = edge.calls.removeValue(forKey: key) else { return }
            edge.owner.assumeIsolated { body($0, id) }
        }
    }

    // MARK: Requests

    private func handle(_ request: SIPRequest, _ recipe: ResponseRecipe, _ arrival: Arrival) {
        switch self.userAgentServer.examine(request) {
        case .refuse(let status, let headers):
            self.refuse(request, recipe, status, headers)
            if request.method == .invite, request.toTag == nil, let peer = self.peer(arrival) { self.giveBack(peer) }
        case .options: self.answerOptions(request, recipe, arrival)
        case .call: self.offer(request, recipe, arrival)
        case .cancel, .acknowledgement: break
        }
    }

    /// Its admission counted a call among the undecided ones of its peer; it is none of them any more.
    private func giveBack(_ peer: Peer) {
        if peer.limits.pendingCalls != nil { self.peers.load(of: peer.name)?.decided() }
    }

    /// OPTIONS is answered as an INVITE would fare (RFC 3261 §11.2).
    private func answerOptions(_ request: SIPRequest, _ recipe: ResponseRecipe, _ arrival: Arrival) {
        if request.requestURI.user != nil, self.resource(of: request, arrival) == nil {
            self.respond(recipe, 404)
        } else {
            self.respond(recipe, 200, [.allow, .acceptSDP])
        }
    }

    private func offer(_ request: SIPRequest, _ recipe: ResponseRecipe, _ arrival: Arrival) {
        guard let peer = self.peer(arrival) else { return self.refuse(request, recipe, 404) }
        if !self.rings(request, recipe, arrival, of: peer) { self.giveBack(peer) }
    }

    /// Lets a call ring, refuses it, or has the policy answer it.
    ///
    /// - Returns: whether it rang, if only for this moment.
    private func rings(_ request: SIPRequest, _ recipe: ResponseRecipe, _ arrival: Arrival, of peer: Peer) -> Bool {
        // Another loop may have admitted it before it could know.
        guard self.owner.gate.isOpen else {
            self.respond(recipe, 503, CallAdmission.unavailable.map { $0.spread(by: recipe.tag) })
            return false
        }
        if !self.undecided.isEmpty, let sibling = self.undecided[recipe.mergeKey] {
            self.refuse(request, recipe, 482, about: self.calls[sibling.key])
            return false
        }
        let callee = CallerIdentity.callee(request, of: peer)
        guard let resource = self.resources.resource(of: callee, peerResource: peer.resource) else {
            self.refuse(request, recipe, 404)
            return false
        }
        guard request.headers.privacy.canBeKept else {
            self.refuse(request, recipe, 500)
            return false
        }
        let side = self.callerSide(recipe, of: peer, wantsRingback: peer.wantsRingback)
        func incoming() -> IncomingCall { Self.incoming(request, recipe, to: callee, of: resource, peer) }
        let answered = self.owner.assumeIsolated { owner in
            owner.answersAtOnce ? owner.answerAtOnce(to: callee, of: resource, side, incoming: incoming) : nil
        }
        let id: CallID?
        if let answered {
            self.metrics.answeredAtOnce(as: answered.state, trunk: peer.name)
            id = answered.id
        } else {
            let incoming = incoming()
            self.began(recipe, of: peer.name, since: self.loop.now)
            id = self.owner.assumeIsolated { $0.ring(incoming, caller: side) }
        }
        if let id {
            self.calls[recipe.key] = id
            self.logger.event(
                .debug, "INVITE is a call", call: id, [.address(arrival.source), .sipCallID(request.callID)])
        }
        return answered == nil
    }

    private static func incoming(
        _ request: SIPRequest, _ recipe: ResponseRecipe, to callee: CommunicationIdentifier, of resource: String,
        _ peer: Peer
    ) -> IncomingCall {
        let caller = CallerIdentity.caller(request, of: peer)
        return IncomingCall(
            origin: .sip, resource: resource, peer: peer.name, from: caller.identifier,
            to: callee, callerDisplayName: caller.displayName,
            customContext: CustomCallingContext(headersOf: request), recipe: recipe.bytes)
    }

    private func callerSide(_ recipe: ResponseRecipe, of peer: Peer?, wantsRingback: Bool) -> SIPCallerSide {
        SIPCallerSide(
            recipe: recipe, peer: peer, wantsRingback: wantsRingback,
            rings: self.owner.letsCallsRing, transactions: self.transactions, edge: self)
    }

    /// Headers of the application did not fit into a Contact.
    func logHeadersLeftOut(_ count: Int, _ key: TransactionKey) {
        self.logger.event(
            .warning, "headers do not fit into the Contact", call: self.calls[key], [.count(count)])
    }

    /// A call rings. Its peer has it among the undecided ones already.
    private func began(_ recipe: ResponseRecipe, of peer: String, since: NIODeadline?) {
        self.undecided[recipe.mergeKey] = UndecidedInvite(key: recipe.key, peer: peer, since: since)
        self.metrics.began()
    }

    /// The final response of a call left.
    func decided(_ recipe: ResponseRecipe, _ state: CallState) {
        guard !self.undecided.isEmpty, let invite = self.undecided.removeValue(forKey: recipe.mergeKey) else { return }
        self.peers.load(of: invite.peer)?.decided()
        let duration = invite.since.map { Duration.nanoseconds((self.loop.now - $0).nanoseconds) }
        self.metrics.ended(as: state, trunk: invite.peer, after: duration)
    }

    private func peer(_ arrival: Arrival) -> Peer? {
        self.localPeers.table.peer(at: arrival.source.host)
    }

    private func resource(of request: SIPRequest, _ arrival: Arrival) -> String? {
        guard let peer = self.peer(arrival) else { return nil }
        return self.resources.resource(
            of: CallerIdentity.callee(request, of: peer), peerResource: peer.resource)
    }

    private func respond(_ recipe: ResponseRecipe, _ status: Int, _ headers: [ResponseHeader] = []) {
        let response = recipe.response(status, headers)
        self.transactions.respond(response, to: recipe.key)
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
        let peer = record.peer.flatMap { name in self.peers.peer(named: name) }
        let side = self.callerSide(recipe, of: peer, wantsRingback: false)
        if record.final?.acknowledged != true { self.calls[recipe.key] = record.id }
        guard let decision = record.decision, let final = record.final else {
            self.began(recipe, of: record.peer ?? "", since: nil)
            self.peers.load(of: record.peer)?.resumed()
            self.transactions.resumeRinging(recipe, provisional: recipe.response(100))
            return side
        }
        let response = side.disposition(of: decision).response(by: recipe)
        self.transactions.resumeDecided(
            recipe, final: response, elapsed: max(now - final.at, .zero), isAcknowledged: final.acknowledged)
        return side
    }
}
