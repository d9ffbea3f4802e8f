import NIOCore
import NIOPosix

/// A caller at the level of datagrams and connections, for what must happen at an exact moment.
///
/// It retransmits nothing and acknowledges nothing by itself. Over TCP it also listens on the port that it names in Via,
/// because a server that lost the connection comes back there (RFC 3261 §18.2.2).
final class SIPPeer: Sendable {
    let transport: String
    /// Address and port for the Via field.
    let sentBy: String
    let inbox: Inbox<SIPAnswer>

    private let channels: [any Channel]
    private let write: @Sendable (ByteBuffer) async throws -> Void

    /// A peer with a UDP socket on a free port of the given address.
    static func udp(of server: DivertServer, at host: String = "127.0.0.1") async throws -> SIPPeer {
        let inbox = Inbox<SIPAnswer>()
        let destination = try SocketAddress(ipAddress: "127.0.0.1", port: server.ready.sipPort)
        let feed = feed(inbox)
        let channel = try await DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(DatagramReader(feed: feed))
                }
            }
            .bind(host: host, port: 0).get()
        return SIPPeer("UDP", channel, [channel], inbox) { bytes in
            try await channel.writeAndFlush(AddressedEnvelope(remoteAddress: destination, data: bytes))
        }
    }

    /// A peer with a TCP connection to the server.
    static func tcp(of server: DivertServer) async throws -> SIPPeer {
        let inbox = Inbox<SIPAnswer>()
        let group = MultiThreadedEventLoopGroup.singleton
        let feed = feed(inbox)
        let listener = try await ServerBootstrap(group: group)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(StreamReader(feed: feed))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let connection = try await ClientBootstrap(group: group)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(StreamReader(feed: feed))
                }
            }
            .connect(host: "127.0.0.1", port: server.ready.sipPort).get()
        return SIPPeer("TCP", listener, [listener, connection], inbox) { bytes in
            try await connection.writeAndFlush(bytes)
        }
    }

    private init(
        _ transport: String, _ bound: any Channel, _ channels: [any Channel], _ inbox: Inbox<SIPAnswer>,
        write: @escaping @Sendable (ByteBuffer) async throws -> Void
    ) {
        self.transport = transport
        self.channels = channels
        self.inbox = inbox
        self.write = write
        sentBy = "\(bound.localAddress?.ipAddress ?? ""):\(bound.localAddress?.port ?? 0)"
    }

    /// A new call attempt from here.
    func dialogue() -> SIPDialogue {
        SIPDialogue(transport: transport, sentBy: sentBy)
    }

    func send(_ text: String) async throws {
        try await write(ByteBuffer(string: text))
    }

    /// The next response with this status to a request of this method.
    func expect(
        _ status: Int, to method: String = "INVITE", within limit: Duration = .seconds(10)
    ) async throws -> SIPAnswer {
        try await inbox.expect("\(status) to \(method)", within: limit) { $0.status == status && $0.method == method }
    }

    func close() async {
        for channel in channels { try? await channel.close() }
    }

    private static func feed(_ inbox: Inbox<SIPAnswer>) -> AsyncStream<String>.Continuation {
        let (texts, feed) = AsyncStream.makeStream(of: String.self)
        Task {
            for await text in texts { await inbox.put(SIPAnswer(text: text)) }
        }
        return feed
    }
}

/// Runs a test with a caller of its own.
func withPeer(_ peer: SIPPeer, _ test: (SIPPeer) async throws -> Void) async throws {
    do {
        try await test(peer)
    } catch {
        await peer.close()
        throw error
    }
    await peer.close()
}
