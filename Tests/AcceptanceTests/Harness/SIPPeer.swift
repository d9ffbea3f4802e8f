import NIOCore
import NIOPosix

/// A caller at the level of datagrams and connections, for what must happen at an exact moment.
///
/// It retransmits nothing and acknowledges nothing by itself. Over TCP it also listens on the port that it names in Via,
/// because a server that lost the connection comes back there (RFC 3261 §18.2.2).
package actor SIPPeer {
    package enum Transport: String, CaseIterable, Sendable {
        case udp = "UDP"
        case tcp = "TCP"
    }

    package nonisolated let transport: Transport
    package nonisolated let inbox: Inbox<SIPAnswer>
    /// Address and port for the Via field.
    package nonisolated let sentBy: String

    private let server: SocketAddress
    private let feed: AsyncStream<String>.Continuation
    private let bound: any Channel
    private var connection: (any Channel)?

    /// A peer on a free port of a local address, over TCP with a connection to the server.
    package static func open(
        _ transport: Transport = .udp, to server: DivertServer, at host: String = "127.0.0.1"
    ) async throws
        -> SIPPeer
    {
        let (texts, feed) = AsyncStream.makeStream(of: String.self)
        let destination = try SocketAddress(ipAddress: "127.0.0.1", port: server.ready.sipPort)
        let bound =
            switch transport {
            case .udp: try await socket(host, feed)
            case .tcp: try await listener(host, feed)
            }
        let peer = SIPPeer(transport, destination, feed, bound)
        Task { [inbox = peer.inbox] in
            for await text in texts { await inbox.put(SIPAnswer(text: text)) }
        }
        if transport == .tcp { try await peer.connect() }
        return peer
    }

    private init(
        _ transport: Transport, _ server: SocketAddress, _ feed: AsyncStream<String>.Continuation, _ bound: any Channel
    ) {
        self.transport = transport
        self.server = server
        self.feed = feed
        self.bound = bound
        inbox = Inbox()
        sentBy = "\(bound.localAddress?.ipAddress ?? ""):\(bound.localAddress?.port ?? 0)"
    }

    /// A new call attempt from here.
    package nonisolated func dialogue() -> SIPDialogue {
        SIPDialogue(transport: transport.rawValue, sentBy: sentBy)
    }

    package func send(_ text: String) async throws {
        try await send(Array(text.utf8))
    }

    package func send(_ message: [UInt8]) async throws {
        let bytes = ByteBuffer(bytes: message)
        switch transport {
        case .udp: try await bound.writeAndFlush(AddressedEnvelope(remoteAddress: server, data: bytes))
        case .tcp: try await connection?.writeAndFlush(bytes)
        }
    }

    /// The next response with this status to a request of this method.
    package nonisolated func expect(
        _ status: Int, to method: String = "INVITE", within limit: Duration = .seconds(20)
    ) async throws -> SIPAnswer {
        try await inbox.expect("\(status) to \(method)", within: limit) { $0.status == status && $0.method == method }
    }

    /// Waits until the server closes the connection.
    package func waitUntilClosed() async throws {
        try await connection?.closeFuture.get()
    }

    /// Closes the connection to the server, not the port that it may come back to.
    package func disconnect() async {
        try? await connection?.close()
        connection = nil
    }

    /// Opens a connection to the server: after it was started again the old one is gone.
    package func connect() async throws {
        guard transport == .tcp else { return }
        let feed = feed
        connection = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(StreamReader(feed: feed))
                }
            }
            .connect(to: server).get()
    }

    package func close() async {
        await disconnect()
        try? await bound.close()
        feed.finish()
    }

    private static func socket(_ host: String, _ feed: AsyncStream<String>.Continuation) async throws -> any Channel {
        try await DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            // A response may be as long as its request made it; what is longer than the buffer would be cut.
            .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 65_536))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(DatagramReader(feed: feed))
                }
            }
            .bind(host: host, port: 0).get()
    }

    private static func listener(_ host: String, _ feed: AsyncStream<String>.Continuation) async throws -> any Channel {
        try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(StreamReader(feed: feed))
                }
            }
            .bind(host: host, port: 0).get()
    }
}

/// Runs a test with a caller of its own.
package func withPeer(
    _ transport: SIPPeer.Transport = .udp, to server: DivertServer, at host: String = "127.0.0.1",
    _ test: (SIPPeer) async throws -> Void
) async throws {
    let peer = try await SIPPeer.open(transport, to: server, at: host)
    do {
        try await test(peer)
    } catch {
        await peer.close()
        throw error
    }
    await peer.close()
}
