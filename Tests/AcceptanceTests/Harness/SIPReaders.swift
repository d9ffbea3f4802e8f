import NIOCore

/// Each datagram is a message.
final class DatagramReader: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>

    private let feed: AsyncStream<String>.Continuation

    init(feed: AsyncStream<String>.Continuation) {
        self.feed = feed
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        feed.yield(String(buffer: unwrapInboundIn(data).data))
    }
}

/// Messages end with an empty line: none that a redirect server sends has a body.
final class StreamReader: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let feed: AsyncStream<String>.Continuation
    private var rest = ""

    init(feed: AsyncStream<String>.Continuation) {
        self.feed = feed
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        rest += String(buffer: unwrapInboundIn(data))
        while let end = rest.firstRange(of: "\r\n\r\n") {
            feed.yield(String(rest[..<end.upperBound]))
            rest = String(rest[end.upperBound...])
        }
    }
}
