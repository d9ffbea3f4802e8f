import NIOCore
import SIPCore

/// Reads datagrams of one UDP listener and hands them to the transaction layer.
final class DatagramHandler: ChannelDuplexHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>
    typealias OutboundIn = AddressedEnvelope<ByteBuffer>
    typealias OutboundOut = AddressedEnvelope<ByteBuffer>

    private let listener: Int
    /// Where datagrams go; until the server opens, nowhere.
    var receive: (@Sendable ([UInt8], Arrival) -> Void)?
    /// Whether datagrams of one read are being handed on; `readCompleted` runs after the last of them.
    private(set) var isReading = false
    var readCompleted: (() -> Void)?
    private var pacing: ReadPacing
    private var datagramsRead = 0
    /// How long the next read waits.
    private var rest: TimeAmount?
    /// Trunks send many datagrams from one address, which is turned into text once.
    private var lastSource: (address: SocketAddress, source: HostPort)?

    init(listener: Int, pacing: ReadPacing) {
        self.listener = listener
        self.pacing = pacing
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let envelope = self.unwrapInboundIn(data)
        self.datagramsRead += 1
        guard let receive = self.receive, let source = self.source(envelope.remoteAddress) else { return }
        self.isReading = true
        receive(
            Array(envelope.data.readableBytesView), Arrival(transport: .udp, source: source, listener: self.listener))
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        self.isReading = false
        self.readCompleted?()
        let now = context.eventLoop.now
        self.rest = self.pacing.read(
            self.datagramsRead, isFull: self.datagramsRead >= DatagramSocket.readsAtOnce, now: now)
        self.datagramsRead = 0
        context.fireChannelReadComplete()
    }

    func read(context: ChannelHandlerContext) {
        guard let rest = self.rest.take() else { return context.read() }
        let channel = context.channel
        context.eventLoop.scheduleTask(in: rest) { channel.read() }
    }

    private func source(_ address: SocketAddress) -> HostPort? {
        if let last = self.lastSource, last.address == address { return last.source }
        guard let source = HostPort(address) else { return nil }
        self.lastSource = (address, source)
        return source
    }

    /// A datagram that cannot be delivered (ICMP unreachable and the like) says nothing about the socket: the
    /// transaction goes on (TRN-9), and the listener stays. What the channel does not forgive closes it, and says so.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {}
}

extension HostPort {
    /// The address of a socket; nil for Unix domain sockets. An IPv4 address inside IPv6 is given as IPv4.
    init?(_ address: SocketAddress) {
        guard let host = address.ipAddress, let port = address.port else { return nil }
        self.init(host: host.hasPrefix("::ffff:") && host.contains(".") ? String(host.dropFirst(7)) : host, port: port)
    }
}
