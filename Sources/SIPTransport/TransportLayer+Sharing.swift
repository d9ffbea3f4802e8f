import NIOCore
import NIOPosix
import SIPCore

// UDP ports that several event loops share: each has a socket of its own, and the kernel deals out what arrives.
extension TransportLayer {
    /// Binds, on the loops of `others`, sockets to the UDP addresses that this layer has bound.
    ///
    /// This layer's sockets were bound alone, so that a port of another process was found in use; only then do they let
    /// others in.
    ///
    /// - Throws: `ListenError` for the first that cannot be had.
    package func shareDatagramPorts(with others: [TransportLayer]) async throws {
        for (listener, socket) in self.datagramSockets {
            guard let address = socket.channel.localAddress.flatMap({ HostPort($0) }) else { continue }
            try await socket.channel.setOption(ChannelOptions.Types.SocketOption.sharesPort, value: 1).get()
            for other in others { try await other.join(address, listener: listener) }
        }
    }

    private func join(_ address: HostPort, listener: Int) async throws {
        do {
            let channel = try await DatagramSocket.bind(
                address, on: self.loop, listener: listener, longestRest: self.longestRest, joins: true)
            try self.adopt(datagramChannel: channel, listener)
        } catch {
            throw ListenError(
                address: ListenAddress(.udp, host: address.host, port: address.port), reason: "\(error)",
                isSharedPortTaken: false)
        }
    }

    /// Takes a bound socket as that of a listener.
    func adopt(datagramChannel channel: any Channel, _ listener: Int) throws {
        let socket = try DatagramSocket(channel)
        if let receiver = self.receiver { socket.start(receiver.datagram) }
        self.datagramSockets[listener] = socket
    }
}
