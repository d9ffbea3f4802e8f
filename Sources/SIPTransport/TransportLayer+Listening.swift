import NIOCore
import NIOPosix
import SIPCore

// Binding the listeners.
extension TransportLayer {
    /// Binds every address, in order. UDP and TCP on one host with port 0 share one number.
    ///
    /// - Returns: the addresses with the ports they got.
    /// - Throws: `ListenError` for the first that cannot be had; those bound before are closed.
    package func listen(on addresses: [ListenAddress]) async throws -> [ListenAddress] {
        // A number that the system gave for one transport may be taken for the other: then it is asked for another.
        var attempts = 0
        while true {
            do {
                return try await self.bindAll(addresses)
            } catch let error as ListenError {
                await self.closeListeners()
                attempts += 1
                guard error.isSharedPortTaken, attempts < 20 else { throw error }
            }
        }
    }

    private func bindAll(_ addresses: [ListenAddress]) async throws -> [ListenAddress] {
        var bound: [ListenAddress] = []
        for (index, address) in addresses.enumerated() {
            let sibling = zip(addresses, bound).first { wanted, _ in
                address.address.port == 0 && wanted.address == address.address && wanted.transport != address.transport
            }
            let shared = sibling?.1.address.port
            var port = shared ?? address.address.port
            for (number, host) in self.socketHosts(of: address).enumerated() {
                // The first socket has the number of its entry; further ones of a wildcard come after all entries.
                let last = max(self.listeners.keys.max() ?? 0, self.datagramSockets.keys.max() ?? 0)
                port = try await self.bind(
                    ListenAddress(address.transport, host: host, port: port),
                    listener: number == 0 ? index : max(addresses.count, last + 1),
                    isPortShared: shared != nil || (number > 0 && address.address.port == 0))
            }
            bound.append(ListenAddress(address.transport, host: address.address.host, port: port))
        }
        return bound
    }

    /// The addresses that get a socket each. For a UDP wildcard these are the machine's own: a response must leave from
    /// the address that the request was sent to (TRN-3), which one socket for all of them cannot promise.
    private func socketHosts(of address: ListenAddress) -> [String] {
        let host = address.address.host
        guard address.transport == .udp, host == "0.0.0.0" || host == "::",
            let devices = try? System.enumerateDevices()
        else { return [host] }
        let wantsIPv6 = host == "::"
        var hosts: [String] = []
        for case let address? in devices.map(\.address) {
            // A link-local address needs its interface beside it and cannot stand in a Via.
            guard let own = address.ipAddress, own.contains(":") == wantsIPv6, !own.hasPrefix("fe80"),
                !hosts.contains(own)
            else { continue }
            hosts.append(own)
        }
        return hosts.isEmpty ? [host] : hosts
    }

    /// Binds one socket and gives the port it got.
    private func bind(_ address: ListenAddress, listener: Int, isPortShared: Bool) async throws -> Int {
        let channel: any Channel
        do {
            switch address.transport {
            case .udp:
                channel = try await DatagramSocket.bind(
                    address.address, on: self.loop, listener: listener, longestRest: self.longestRest)
                try self.adopt(datagramChannel: channel, listener)
            case .tcp:
                channel = try await self.bindStreams(address, listener)
                self.listeners[listener] = channel
            }
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw ListenError(address: address, reason: "the port is in use", isSharedPortTaken: isPortShared)
        } catch {
            throw ListenError(address: address, reason: "\(error)", isSharedPortTaken: false)
        }
        return channel.localAddress?.port ?? address.address.port
    }

    private func bindStreams(_ address: ListenAddress, _ listener: Int) async throws -> any Channel {
        try await ServerBootstrap(group: self.loop, childGroup: self.loop)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { [weak self] channel in
                channel.eventLoop.makeCompletedFuture {
                    try self?.assumeIsolated { try $0.accept(channel, listener) }
                }
            }
            .bind(host: address.address.host, port: address.address.port).get()
    }
}
