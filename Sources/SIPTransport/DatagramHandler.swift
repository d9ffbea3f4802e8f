import NIOCore
import SIPCore

/// Reads datagrams of one UDP listener and hands them to the transaction layer.
final class DatagramHandler: ChannelInboundHandler, Sendable {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>

    private let listener: Int
    private let receive: @Sendable ([UInt8], Arrival) -> Void

    init(listener: Int, receive: @escaping @Sendable ([UInt8], Arrival) -> Void) {
        self.listener = listener
        self.receive = receive
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let envelope = self.unwrapInboundIn(data)
        guard let source = HostPort(envelope.remoteAddress) else { return }
        self.receive(
            Array(envelope.data.readableBytesView), Arrival(transport: .udp, source: source, listener: self.listener))
    }

    /// A datagram that cannot be delivered (ICMP unreachable and the like) says nothing about the socket: the
    /// transaction goes on (TRN-9), and the listener stays.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {}
}

extension HostPort {
    /// The address of a socket; nil for Unix domain sockets. An IPv4 address inside IPv6 is given as IPv4.
    init?(_ address: SocketAddress) {
        guard let host = address.ipAddress, let port = address.port else { return nil }
        self.init(host: host.hasPrefix("::ffff:") && host.contains(".") ? String(host.dropFirst(7)) : host, port: port)
    }
}
