import NIOCore
import NIOPosix

/// A bad network between one caller and the server, over UDP: of ten datagrams in either direction it loses two, doubles
/// two, and lets two be overtaken by the next one. It takes the same draws in every run, and loses no message more than
/// twice: the seventh attempt of a caller is always answered, so no caller gives up by chance.
package actor LossyRelay {
    package nonisolated let port: Int

    private let front: any Channel
    private let back: any Channel

    package static func open(to server: DivertServer) async throws -> LossyRelay {
        let address = try SocketAddress(ipAddress: "127.0.0.1", port: server.ready.sipPort)
        let group = MultiThreadedEventLoopGroup.singleton.next()
        let back = try await DatagramBootstrap(group: group).bind(host: "127.0.0.1", port: 0).get()
        let front = try await DatagramBootstrap(group: group).bind(host: "127.0.0.1", port: 0).get()
        try await group.submit {
            let outwards = Direction(to: back, seed: 1)
            let inwards = Direction(to: front, seed: 2)
            outwards.address = address
            try front.pipeline.syncOperations.addHandler(Reader(into: outwards) { inwards.address = $0 })
            try back.pipeline.syncOperations.addHandler(Reader(into: inwards) { _ in })
        }.get()
        return LossyRelay(front: front, back: back)
    }

    private init(front: any Channel, back: any Channel) {
        self.front = front
        self.back = back
        port = front.localAddress?.port ?? 0
    }

    package func close() async {
        try? await front.close()
        try? await back.close()
    }

    /// One way through the network. On the loop of both channels.
    private final class Direction {
        var address: SocketAddress?
        private let channel: any Channel
        private var state: UInt64
        private var overtaken: ByteBuffer?
        private var losses: [ByteBuffer: Int] = [:]

        init(to channel: any Channel, seed: UInt64) {
            self.channel = channel
            state = seed
        }

        func pass(_ datagram: ByteBuffer) {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            switch state >> 33 % 5 {
            case 0 where losses[datagram, default: 0] < 2:
                losses[datagram, default: 0] += 1
                return
            case 1:
                send(datagram)
                send(datagram)
            case 2 where overtaken == nil:
                overtaken = datagram
                return
            default: send(datagram)
            }
            if let late = overtaken {
                overtaken = nil
                send(late)
            }
        }

        private func send(_ datagram: ByteBuffer) {
            guard let address else { return }
            channel.writeAndFlush(AddressedEnvelope(remoteAddress: address, data: datagram), promise: nil)
        }
    }

    private final class Reader: ChannelInboundHandler {
        typealias InboundIn = AddressedEnvelope<ByteBuffer>

        private let direction: Direction
        private let heardFrom: (SocketAddress) -> Void

        init(into direction: Direction, _ heardFrom: @escaping (SocketAddress) -> Void) {
            self.direction = direction
            self.heardFrom = heardFrom
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let envelope = unwrapInboundIn(data)
            heardFrom(envelope.remoteAddress)
            direction.pass(envelope.data)
        }
    }
}

/// Runs a test with a bad network before a server.
package func withLossyRelay(to server: DivertServer, _ test: (LossyRelay) async throws -> Void) async throws {
    let relay = try await LossyRelay.open(to: server)
    do {
        try await test(relay)
    } catch {
        await relay.close()
        throw error
    }
    await relay.close()
}
