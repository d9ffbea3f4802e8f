package import NIOCore
import NIOPosix
package import SIPMessage

/// A caller: places one SIP call over UDP and hears what the server says about it.
///
/// It repeats its INVITE until the first response (timer A of RFC 3261 §17.1.1), acknowledges every final response, and
/// follows no redirect: what it was told is what it reports.
package actor SIPCaller {
    /// A response and when it arrived.
    package struct Heard: Sendable {
        package let response: SIPResponse
        package let at: ContinuousClock.Instant
    }

    /// What the caller hears, retransmissions included.
    package nonisolated let responses: AsyncStream<Heard>
    private let channel: any Channel
    private let server: SocketAddress
    private let invite: SIPRequest
    private var isHeard = false
    private var isFinal = false

    /// Binds a socket of the caller's own.
    ///
    /// - Parameters:
    ///   - server: the address and UDP port that the call is sent to.
    ///   - from, to: the addresses of From and of the Request-URI.
    ///   - random: 64 random bits for branch, tag and Call-ID.
    /// - Throws: `SIPParseError` for addresses that are none, `IOError` when no socket can be had.
    package init(
        to server: SocketAddress, from: String, calling to: String, random: UInt64,
        group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
    ) async throws {
        let (responses, heard) = AsyncStream.makeStream(of: Heard.self, bufferingPolicy: .bufferingNewest(64))
        self.responses = responses
        self.server = server
        self.channel = try await DatagramBootstrap(group: group)
            .channelInitializer { $0.pipeline.addHandler(ResponseReader { heard.yield($0) }) }
            .bind(host: "127.0.0.1", port: 0).get()
        self.invite = try Self.invite(from: from, to: to, port: self.channel.localAddress?.port ?? 0, random: random)
    }

    /// Sends the INVITE, again and again until something is heard.
    ///
    /// - Returns: when it was sent first.
    package func call() async throws -> ContinuousClock.Instant {
        let start = ContinuousClock.now
        try await self.send(self.invite)
        self.repeatInvite(after: .milliseconds(500))
        return start
    }

    /// Takes note of a response: the INVITE is not repeated any more, and a final response is acknowledged.
    package func took(_ response: SIPResponse) async throws {
        self.isHeard = true
        guard response.isFinal, response.cSeq?.method == .invite, let to = response.headers.first(.to) else { return }
        self.isFinal = true
        var headers = SIPHeaders()
        for name in [SIPHeaderName.via, .maxForwards, .from, .callID] { headers.copy(name, from: self.invite.headers) }
        try headers.append(.to, to)
        headers.append(.cSeq, CSeq(number: self.invite.cSeq.number, method: .ack).headerValue)
        try await self.send(SIPRequest(method: .ack, requestURI: self.invite.requestURI, headers: headers, body: []))
    }

    /// Hangs up before a final response.
    package func cancel() async throws {
        var headers = SIPHeaders()
        for name in [SIPHeaderName.via, .maxForwards, .from, .to, .callID] {
            headers.copy(name, from: self.invite.headers)
        }
        headers.append(.cSeq, CSeq(number: self.invite.cSeq.number, method: .cancel).headerValue)
        try await self.send(SIPRequest(method: .cancel, requestURI: self.invite.requestURI, headers: headers, body: []))
    }

    /// Gives the socket back.
    package func close() async throws {
        self.isHeard = true
        try await self.channel.close()
    }

    private func repeatInvite(after delay: Duration) {
        self.channel.eventLoop.scheduleTask(in: TimeAmount(delay)) { [weak self] in
            Task { try await self?.inviteDue(delay) }
        }
    }

    private func inviteDue(_ delay: Duration) async throws {
        guard !self.isHeard, delay <= .seconds(16) else { return }
        try await self.send(self.invite)
        self.repeatInvite(after: delay * 2)
    }

    private func send(_ request: SIPRequest) async throws {
        let data = self.channel.allocator.buffer(bytes: request.serialized())
        try await self.channel.writeAndFlush(AddressedEnvelope(remoteAddress: self.server, data: data))
    }

    private static func invite(from: String, to: String, port: Int, random: UInt64) throws -> SIPRequest {
        let mark = String(random, radix: 16)
        let uri = try SIPURI(parsing: to)
        var headers = SIPHeaders()
        headers.append(
            .via,
            try Via(transport: "UDP", host: "127.0.0.1", port: port, branch: "z9hG4bK\(mark)", asksForRport: true)
                .headerValue)
        try headers.append(.maxForwards, "70")
        try headers.append(
            .from, "\(NameAddress(displayName: "Alice", uri: SIPURI(parsing: from), tag: mark).description)")
        try headers.append(.to, "<\(uri)>")
        try headers.append(.callID, "\(mark)@127.0.0.1")
        headers.append(.cSeq, CSeq(number: 1, method: .invite).headerValue)
        try headers.append(.contact, "<sip:caller@127.0.0.1:\(port)>")
        return try SIPRequest(method: .invite, requestURI: uri, headers: headers, body: [])
    }
}

/// Hands parsed responses on; whatever else arrives is not for a caller.
private final class ResponseReader: ChannelInboundHandler, Sendable {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>

    private let parser = SIPParser()
    private let heard: @Sendable (SIPCaller.Heard) -> Void

    init(_ heard: @escaping @Sendable (SIPCaller.Heard) -> Void) {
        self.heard = heard
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = Array(self.unwrapInboundIn(data).data.readableBytesView)
        guard case .response(let response)? = try? self.parser.parse(datagram: bytes) else { return }
        self.heard(SIPCaller.Heard(response: response, at: .now))
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // An unreachable port during a restart: the retransmission gets through.
    }
}
