import NIOCore
import NIOPosix
import SIPCore

/// One UDP socket. What is sent during a turn of the loop leaves in as few system calls as the kernel allows, at the end
/// of the turn.
final class DatagramSocket {
    /// The largest datagram that there is (SYN-17).
    private static let largest = 65_536
    /// How many datagrams one system call reads.
    static let readsAtOnce = 32
    /// Bytes that may wait for the kernel. What comes on top is lost, as the network may lose it: retransmissions
    /// follow, and memory stays bounded when nothing leaves.
    private static let unsentBytes = 4 << 20
    /// What the socket may hold while the loop is busy; the kernel takes as much of it as it allows.
    private static let receiveBuffer = 4 << 20

    private let handler: DatagramHandler
    let channel: any Channel
    /// Where it is bound.
    let address: HostPort?
    private let family: NIOBSDSocket.ProtocolFamily?
    private var isFlushDue = false
    /// Trunks are sent many datagrams, and their address is read once.
    private var lastDestination: (destination: HostPort, address: SocketAddress)?

    /// A bound socket. Call it on the loop.
    init(_ channel: any Channel) throws {
        self.channel = channel
        self.address = channel.localAddress.flatMap { HostPort($0) }
        self.family = channel.localAddress?.protocol
        self.handler = try channel.pipeline.syncOperations.handler(type: DatagramHandler.self)
        self.handler.readCompleted = { [weak self] in
            if self?.isFlushDue == true { self?.flush() }
        }
    }

    /// From now on datagrams go to `receive`, which is called on the loop.
    func start(_ receive: @escaping @Sendable ([UInt8], Arrival) -> Void) {
        self.handler.receive = receive
    }

    /// From now on datagrams go nowhere.
    func stop() { self.handler.receive = nil }

    /// Binds a socket on the loop.
    ///
    /// - Parameters:
    ///   - longestRest: see `ReadPacing`.
    ///   - joins: whether a socket of another loop, which lets others in, has the address already.
    static func bind(
        _ address: HostPort, on loop: any EventLoop, listener: Int, longestRest: TimeAmount, joins: Bool = false
    ) async throws -> any Channel {
        try await DatagramBootstrap(group: loop)
            .channelOption(.datagramVectorReadMessageCount, value: self.readsAtOnce)
            // One read takes what there is; a second one, to learn that there is no more, would be half of all reads.
            .channelOption(.maxMessagesPerRead, value: 1)
            .channelOption(
                .recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: self.readsAtOnce * self.largest)
            )
            .channelOption(
                .writeBufferWaterMark,
                value: ChannelOptions.Types.WriteBufferWaterMark(low: self.unsentBytes / 2, high: self.unsentBytes)
            )
            .channelOption(.socketOption(.so_rcvbuf), value: SocketOptionValue(self.receiveBuffer))
            .channelOption(ChannelOptions.Types.SocketOption.sharesPort, value: joins ? 1 : 0)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        DatagramHandler(
                            listener: listener,
                            pacing: ReadPacing(longestRest: longestRest, now: channel.eventLoop.now)))
                }
            }
            .bind(host: address.host, port: address.port).get()
    }

    /// Hands a datagram over. Call it on the loop.
    ///
    /// - Returns: false when the address is none, or none that this socket can reach, when too much waits already, or when the
    ///   kernel's refusal of something else has closed the socket.
    func send(_ bytes: [UInt8], to destination: HostPort) -> Bool {
        guard self.channel.isActive, self.channel.isWritable, destination.port != 0,
            let address = self.address(of: destination), self.family != .inet || address.protocol == .inet
        else { return false }
        // The kernel's word about an earlier datagram is not a verdict on this one (TRN-9): no failure is reported.
        self.channel.write(
            AddressedEnvelope(remoteAddress: address, data: self.channel.allocator.buffer(bytes: bytes)),
            promise: nil)
        guard !self.isFlushDue else { return true }
        self.isFlushDue = true
        // The answers to what is being read leave together when all of it is read.
        guard !self.handler.isReading else { return true }
        let bound = NIOLoopBound(self, eventLoop: self.channel.eventLoop)
        self.channel.eventLoop.execute { bound.value.flush() }
        return true
    }

    private func flush() {
        self.isFlushDue = false
        self.channel.flush()
    }

    private func address(of destination: HostPort) -> SocketAddress? {
        if let last = self.lastDestination, last.destination == destination { return last.address }
        guard let address = try? SocketAddress(ipAddress: destination.host, port: destination.port) else { return nil }
        self.lastDestination = (destination, address)
        return address
    }
}
