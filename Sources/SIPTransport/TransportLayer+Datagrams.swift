import Logging
import NIOCore
import NIOPosix
import Observability
import SIPCore

// UDP sockets: those that several event loops share a port with, and those that the kernel took away.
extension TransportLayer {
    /// Binds, on the loops of `others`, sockets to the UDP addresses that this layer has bound: each loop has a socket of its
    /// own, and the kernel deals out what arrives.
    ///
    /// This layer's sockets were bound alone, so that a port of another process was found in use; only then do they let
    /// others in.
    ///
    /// - Throws: `ListenError` for the first that cannot be had.
    package func shareDatagramPorts(with others: [TransportLayer]) async throws {
        guard !others.isEmpty else { return }
        self.sharesPorts = true
        for (listener, socket) in self.datagramSockets {
            guard let address = socket.address else { continue }
            try await socket.channel.setOption(ChannelOptions.Types.SocketOption.sharesPort, value: 1).get()
            for other in others { try await other.join(address, listener: listener) }
        }
    }

    private func join(_ address: HostPort, listener: Int) async throws {
        self.sharesPorts = true
        do {
            try await self.bindDatagrams(address, listener)
        } catch {
            throw ListenError(
                address: ListenAddress(.udp, host: address.host, port: address.port), reason: "\(error)",
                isSharedPortTaken: false)
        }
    }

    private func bindDatagrams(_ address: HostPort, _ listener: Int) async throws {
        let channel = try await DatagramSocket.bind(
            address, on: self.loop, listener: listener, longestRest: self.longestRest, joins: self.sharesPorts)
        try self.adopt(datagramChannel: channel, listener)
    }

    /// Takes a bound socket as that of a listener.
    func adopt(datagramChannel channel: any Channel, _ listener: Int) throws {
        let socket = try DatagramSocket(channel)
        if let receiver = self.receiver { socket.start(receiver.datagram) }
        self.datagramSockets[listener] = socket
        let address = socket.address
        channel.closeFuture.whenComplete { [weak self] _ in
            self?.assumeIsolated { $0.datagramSocketClosed(listener, address) }
        }
    }

    /// Nobody asked for it: the kernel refused to send something (a firewall, an address that cannot be reached from here),
    /// and the channel does not forgive that. What one datagram was refused must not end the listener (TRN-9).
    private func datagramSocketClosed(_ listener: Int, _ address: HostPort?) {
        guard self.datagramSockets.removeValue(forKey: listener) != nil, let address else { return }
        if let count = self.closings[listener, default: RepeatedNotice()].happened(at: self.loop.now) {
            self.logger.event(
                .warning, "UDP socket closed by an error; it is opened again", call: nil,
                [.address(address), .count(count)])
        }
        self.bindAgain(address, listener)
    }

    private func bindAgain(_ address: HostPort, _ listener: Int) {
        guard !self.isClosed else { return }
        Task {
            do {
                try await self.bindDatagrams(address, listener)
                // The server may have been closed meanwhile.
                if self.isClosed { await self.closeListeners() }
            } catch {
                self.logger.event(
                    .error, "UDP socket cannot be opened again; next try in a second", call: nil,
                    [.address(address), .reason(outside: "\(error)")])
                self.loop.scheduleTask(in: .seconds(1)) { [weak self] in
                    self?.assumeIsolated { $0.bindAgain(address, listener) }
                }
            }
        }
    }
}
