package import NIOCore
import NIOPosix
package import SIPMessage
package import SIPTransaction

/// A caller: places one SIP call over UDP or TCP and tells what comes of it.
///
/// It performs the actions of an ``OutgoingCall`` on its event loop. After the end of the call it goes on acknowledging
/// what comes again, until it is closed.
package actor SIPCaller {
    /// What the caller is told, and when it came.
    package struct Heard: Sendable {
        package enum Event: Sendable, Hashable {
            /// A response to the INVITE; final ones that come again are left out.
            case response(SIPResponse)
            /// The last event.
            case ended(CallOutcome)
        }

        package let event: Event
        package let at: ContinuousClock.Instant
    }

    /// How the call is placed, beside whom it is for.
    package struct Options: Sendable {
        package var timing = TransactionTiming()
        /// How long to wait for a first response; 64·T1 when nil.
        package var patience: Duration?
        /// When to cancel the call, counted from the INVITE; nil leaves it ringing.
        package var hangUpAfter: Duration?

        package init() {}
    }

    /// What comes, in order; it finishes with the end of the call.
    package nonisolated let heard: AsyncStream<Heard>

    let loop: any EventLoop
    let server: SocketAddress
    let transport: CallTransport
    private let tell: AsyncStream<Heard>.Continuation
    private let invitation: Invitation
    private let options: Options
    private let mark: String
    private var connection: CallerConnection?
    private var call: OutgoingCall?
    /// Connections to next hops that are not the server.
    private var hops: [NextHop: EventLoopFuture<CallerConnection>] = [:]
    private var timers: [OutgoingCall.Timer: Scheduled<Void>] = [:]
    private var isClosed = false

    package nonisolated var unownedExecutor: UnownedSerialExecutor { self.loop.executor.asUnownedSerialExecutor() }

    /// A caller that has not called yet.
    ///
    /// - Parameters:
    ///   - server: one of the addresses of the invitation's target.
    ///   - random: 64 random bits for branch, tag and Call-ID.
    package init(
        _ invitation: Invitation, to server: SocketAddress, _ options: Options = Options(), random: UInt64,
        group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
    ) {
        (self.heard, self.tell) = AsyncStream.makeStream(of: Heard.self)
        self.loop = group.next()
        self.invitation = invitation
        self.server = server
        self.transport = invitation.target.transport
        self.options = options
        self.mark = String(random, radix: 36)
    }

    /// Connects and sends the INVITE. Call it once.
    ///
    /// - Returns: when it was sent.
    /// - Throws: `ConnectFailure` when there is no way to the server, `CallAddressError` and `SIPParseError` for names
    ///   that cannot be written.
    package func place() async throws -> ContinuousClock.Instant {
        let connection: CallerConnection
        do {
            connection = try await CallerConnection.open(
                self.transport, to: self.server, on: self.loop,
                hear: { [weak self] heard in self?.assumeIsolated { $0.hear(heard) } }
            ).get()
        } catch {
            self.isClosed = true
            throw ConnectFailure(error)
        }
        self.connection = connection
        let invite = try self.invitation.request(
            at: connection.localAddress?.ipAddress ?? "127.0.0.1", port: connection.localAddress?.port ?? 5060,
            mark: self.mark)
        self.call = OutgoingCall(
            invite: invite, timing: self.options.timing, isReliable: self.transport.isReliable,
            patience: self.options.patience, hangUpAfter: self.options.hangUpAfter, mark: self.mark)
        let start = ContinuousClock.now
        self.perform(self.call?.start() ?? [])
        return start
    }

    /// Hangs up politely: cancels a call that is not decided yet, as soon as that is allowed.
    ///
    /// - Parameter limit: when the call is over at the latest, whatever the other side says; nil grants it 64·T1.
    package func hangUp(within limit: Duration? = nil) {
        self.perform(self.call?.hangUp(within: limit) ?? [])
    }

    /// Gives the sockets back. Nothing is acknowledged any more.
    package func close() async {
        self.isClosed = true
        for timer in self.timers.values { timer.cancel() }
        self.timers = [:]
        self.tell.finish()
        let hops = self.hops.values
        self.hops = [:]
        for hop in hops { try? await hop.flatMap { $0.close() }.get() }
        try? await self.connection?.close().get()
        self.connection = nil
    }

    private func hear(_ heard: CallerConnection.Heard) {
        guard !self.isClosed else { return }
        switch heard {
        case .message(.response(let response)): self.perform(self.call?.received(response) ?? [])
        case .message(.request(let request)): self.perform(self.call?.received(request) ?? [])
        case .failed(let reason): self.perform(self.call?.transportFailed(reason) ?? [])
        case .closed: self.perform(self.call?.connectionClosed() ?? [])
        }
    }

    private func perform(_ actions: [OutgoingCall.Action]) {
        let now = ContinuousClock.now
        for action in actions {
            switch action {
            case .send(let request, _): self.connection?.send(request.serialized())
            case .sendInDialog(let request, let nextHop): self.send(request, to: nextHop)
            case .reply(let response): self.connection?.send(response.serialized())
            case .schedule(let timer, let delay): self.schedule(timer, after: delay)
            case .cancel(let timer): self.timers.removeValue(forKey: timer)?.cancel()
            case .report(let response): self.tell.yield(Heard(event: .response(response), at: now))
            case .end(let outcome):
                self.tell.yield(Heard(event: .ended(outcome), at: now))
                self.tell.finish()
            }
        }
    }

    private func schedule(_ timer: OutgoingCall.Timer, after delay: Duration) {
        self.timers[timer]?.cancel()
        self.timers[timer] = self.loop.scheduleTask(in: TimeAmount(delay)) { [weak self] in
            self?.assumeIsolated { caller in
                caller.timers[timer] = nil
                caller.perform(caller.call?.fired(timer) ?? [])
            }
        }
    }

    /// Sends over the connection to the server when the next hop is the server, or cannot be found: what answered the
    /// call is the best that is known then.
    private func send(_ request: SIPRequest, to uri: SIPURI) {
        let bytes = request.serialized()
        let hop = NextHop(uri, default: self.transport)
        if hop.address == self.server, hop.transport == self.transport {
            self.connection?.send(bytes)
            return
        }
        let server = self.connection
        self.connection(to: hop).whenComplete { result in
            switch result {
            case .success(let connection): connection.send(bytes)
            case .failure: server?.send(bytes)
            }
        }
    }

    private func connection(to hop: NextHop) -> EventLoopFuture<CallerConnection> {
        if let known = self.hops[hop] { return known }
        let hear: @Sendable (CallerConnection.Heard) -> Void = { [weak self] heard in
            // A hop that closes its connection does not end the call; it has said what it had to say.
            if case .closed = heard { return }
            self?.assumeIsolated { $0.hear(heard) }
        }
        let loop = self.loop
        let connection = hop.resolve(on: loop).flatMap { address in
            CallerConnection.open(hop.transport, to: address, on: loop, hear: hear)
        }
        self.hops[hop] = connection
        return connection
    }
}
