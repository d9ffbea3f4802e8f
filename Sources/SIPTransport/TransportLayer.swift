package import Logging
package import NIOCore
import NIOPosix
import Observability
package import SIPCore
package import SIPMessage

/// The transport layer of one event loop (RFC 3261 §18): its UDP sockets, its stream listeners and their connections.
package actor TransportLayer: ResponseSender {
    /// Where received messages go; called on the event loop.
    package struct Receiver: Sendable {
        package let datagram: @Sendable ([UInt8], Arrival) -> Void
        /// Gives whether the connection may go on.
        package let message: @Sendable ([UInt8], Arrival) -> Bool
        package let malformed: @Sendable (SIPParseError, Arrival) -> Void
        package let admits: @Sendable (HostPort) -> Bool

        package init(
            datagram: @escaping @Sendable ([UInt8], Arrival) -> Void,
            message: @escaping @Sendable ([UInt8], Arrival) -> Bool,
            malformed: @escaping @Sendable (SIPParseError, Arrival) -> Void,
            admits: @escaping @Sendable (HostPort) -> Bool
        ) {
            self.datagram = datagram
            self.message = message
            self.malformed = malformed
            self.admits = admits
        }
    }

    /// Bounds of stream connections (TRN-7).
    package struct ConnectionLimits: Sendable {
        package var total = 10_000
        /// From one address: a busy trunk may open one for each call, and nobody can have them all.
        package var perSource = 1_000
        package var idle: TimeAmount = .minutes(10)
        package var unsentBytes = 1 << 20
        package var connectTimeout: TimeAmount = .seconds(5)

        package init() {}
    }

    package nonisolated let loop: any EventLoop
    private let limits: SIPLimits
    private let connectionLimits: ConnectionLimits
    let longestRest: TimeAmount
    let logger: Logger
    var receiver: Receiver?
    /// Stream listeners by their number.
    var listeners: [Int: any Channel] = [:]
    /// UDP sockets by the number of their listener.
    var datagramSockets: [Int: DatagramSocket] = [:]
    /// What the log hears of UDP sockets that an error closed, by their listener.
    var closings: [Int: RepeatedNotice] = [:]
    private var connections: [ConnectionID: any Channel] = [:]
    /// How many connections each address has.
    private var connectionsBySource: [String: Int] = [:]
    /// Connections opened for responses whose own connection is gone (D7), by address.
    private var reopened: [HostPort: EventLoopFuture<any Channel>] = [:]
    private var nextConnection: UInt64 = 0
    private(set) var isClosed = false
    /// Whether other loops have sockets on the same UDP ports.
    var sharesPorts = false

    package nonisolated var unownedExecutor: UnownedSerialExecutor { self.loop.executor.asUnownedSerialExecutor() }

    /// - Parameter longestRest: how long datagrams may wait to be read together while many come.
    package init(
        on loop: any EventLoop, limits: SIPLimits = .standard, connectionLimits: ConnectionLimits = ConnectionLimits(),
        longestRest: TimeAmount = .zero, logger: Logger
    ) {
        self.loop = loop
        self.limits = limits
        self.connectionLimits = connectionLimits
        self.longestRest = longestRest
        self.logger = logger
    }

    /// Hands messages to the transaction layer above from now on. Until then datagrams are dropped and connections refused.
    package func start(_ receiver: Receiver) {
        self.receiver = receiver
        for socket in self.datagramSockets.values { socket.start(receiver.datagram) }
    }

    // MARK: Connections

    private struct Refused: Error {}

    /// Sets up a new connection, or refuses it by an error, which closes it.
    func accept(_ channel: any Channel, _ listener: Int) throws {
        guard let source = channel.remoteAddress.flatMap({ HostPort($0) }), let receiver = self.receiver,
            self.connections.count < self.connectionLimits.total,
            self.connectionsBySource[source.host, default: 0] < self.connectionLimits.perSource,
            receiver.admits(source)
        else { throw Refused() }
        try self.adopt(channel, source, listener)
    }

    private func adopt(_ channel: any Channel, _ source: HostPort, _ listener: Int) throws {
        self.nextConnection += 1
        let id = ConnectionID(self.nextConnection)
        let arrival = Arrival(transport: .tcp, source: source, listener: listener, connection: id)
        let callbacks = StreamHandler.Callbacks(
            opened: { [weak self] channel in self?.assumeIsolated { $0.opened(id, channel, source) } },
            message: { [weak self] bytes, arrival in
                self?.assumeIsolated { $0.receiver?.message(bytes, arrival) } ?? false
            },
            malformed: { [weak self] error, arrival in
                self?.assumeIsolated { $0.receiver?.malformed(error, arrival) }
            },
            closed: { [weak self] id in self?.assumeIsolated { $0.closed(id, source) } })
        let unsent = self.connectionLimits.unsentBytes
        _ = channel.setOption(
            .writeBufferWaterMark, value: ChannelOptions.Types.WriteBufferWaterMark(low: unsent / 2, high: unsent))
        try channel.pipeline.syncOperations.addHandlers([
            IdleStateHandler(allTimeout: self.connectionLimits.idle),
            StreamHandler(arrival, id, limits: self.limits, callbacks: callbacks),
        ])
    }

    private func opened(_ id: ConnectionID, _ channel: any Channel, _ source: HostPort) {
        self.connections[id] = channel
        self.connectionsBySource[source.host, default: 0] += 1
    }

    private func closed(_ id: ConnectionID, _ source: HostPort) {
        guard self.connections.removeValue(forKey: id) != nil, let count = self.connectionsBySource[source.host]
        else { return }
        self.connectionsBySource[source.host] = count > 1 ? count - 1 : nil
    }

    /// Takes no more datagrams. Connections go on.
    package func stopReceivingDatagrams() {
        for socket in self.datagramSockets.values { socket.stop() }
    }

    /// Closes every socket. Nothing is received or sent afterwards.
    package func close() async {
        self.isClosed = true
        await self.closeListeners()
        for channel in self.connections.values {
            // A channel that is closed already says so by an error.
            try? await channel.close()
        }
    }

    func closeListeners() async {
        let channels = Array(self.listeners.values) + self.datagramSockets.values.map(\.channel)
        // What was handed over in this turn of the loop leaves first.
        for socket in self.datagramSockets.values { socket.channel.flush() }
        self.listeners = [:]
        self.datagramSockets = [:]
        for channel in channels { try? await channel.close() }
    }

    // MARK: Sending

    package nonisolated func send(
        _ bytes: [UInt8], to destination: ResponseDestination, over connection: ConnectionID?,
        onFailure: @escaping @Sendable () -> Void
    ) {
        self.assumeIsolated { $0.sendNow(bytes, destination, connection, onFailure) }
    }

    private func sendNow(
        _ bytes: [UInt8], _ destination: ResponseDestination, _ connection: ConnectionID?,
        _ onFailure: @escaping @Sendable () -> Void
    ) {
        switch destination.transport {
        case .udp: self.sendDatagram(bytes, destination, onFailure)
        case .tcp: self.sendStream(bytes, destination, connection, onFailure)
        }
    }

    private func sendDatagram(
        _ bytes: [UInt8], _ destination: ResponseDestination, _ onFailure: @escaping @Sendable () -> Void
    ) {
        // The listener's own socket; after a restart with other listeners, any UDP socket.
        let socket = self.datagramSockets[destination.listener] ?? self.datagramSockets.values.first
        guard socket?.send(bytes, to: destination.address) == true else { return onFailure() }
    }

    private func sendStream(
        _ bytes: [UInt8], _ destination: ResponseDestination, _ connection: ConnectionID?,
        _ onFailure: @escaping @Sendable () -> Void
    ) {
        guard let connection, let channel = self.connections[connection], channel.isActive else {
            return self.sendOnNewConnection(bytes, destination, onFailure)
        }
        channel.writeAndFlush(channel.allocator.buffer(bytes: bytes)).whenFailure { [weak self] error in
            // The peer had gone, and the kernel says so only now. What we closed ourselves is not opened again.
            guard error is IOError else { return onFailure() }
            self?.assumeIsolated { $0.sendOnNewConnection(bytes, destination, onFailure) }
        }
    }

    private func sendOnNewConnection(
        _ bytes: [UInt8], _ destination: ResponseDestination, _ onFailure: @escaping @Sendable () -> Void
    ) {
        guard !self.isClosed else { return onFailure() }
        self.reopen(destination)
            .flatMap { channel in channel.writeAndFlush(channel.allocator.buffer(bytes: bytes)) }
            .whenFailure { _ in onFailure() }
    }

    /// A connection to a peer whose own connection is gone: to its source address and sent-by port (RFC 3261 §18.2.2).
    private func reopen(_ destination: ResponseDestination) -> EventLoopFuture<any Channel> {
        let address = destination.address
        if let future = self.reopened[address] { return future }
        let listener = destination.listener
        let future = ClientBootstrap(group: self.loop)
            .connectTimeout(self.connectionLimits.connectTimeout)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { [weak self] channel in
                channel.eventLoop.makeCompletedFuture {
                    try self?.assumeIsolated { try $0.adopt(channel, address, listener) }
                }
            }
            .connect(host: address.host, port: address.port)
        self.reopened[address] = future
        future.whenSuccess { channel in
            channel.closeFuture.whenComplete { [weak self] _ in self?.assumeIsolated { $0.reopened[address] = nil } }
        }
        future.whenFailure { [weak self] error in
            self?.assumeIsolated {
                $0.reopened[address] = nil
                $0.logger.event(
                    .info, "no connection for a response", call: nil, [.address(address), .reason(outside: "\(error)")])
            }
        }
        return future
    }
}
