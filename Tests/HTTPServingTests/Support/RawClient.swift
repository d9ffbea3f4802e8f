import NIOCore
import NIOPosix

/// A connection that sends what it is told to, byte for byte.
struct RawClient: Sendable {
    private let channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>

    /// Connects, and hands over reading and writing until `body` is done.
    static func connect<Value: Sendable>(
        to port: Int, _ body: @Sendable (inout Conversation) async throws -> Value
    ) async throws -> Value {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel,
                        configuration: .init(isOutboundHalfClosureEnabled: true))
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            var conversation = Conversation(inbound: inbound.makeAsyncIterator(), outbound: outbound)
            return try await body(&conversation)
        }
    }

    struct Conversation {
        fileprivate var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
        fileprivate let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
        private var unread = ""

        fileprivate init(
            inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator,
            outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
        ) {
            self.inbound = inbound
            self.outbound = outbound
        }

        func send(_ text: String) async throws {
            try await self.outbound.write(ByteBuffer(string: text))
        }

        /// Sends no more.
        func finish() {
            self.outbound.finish()
        }

        /// What came up to and with `end`; all that came if the server closes first.
        mutating func read(through end: String) async throws -> String {
            while true {
                if let range = self.unread.firstRange(of: end) {
                    defer { self.unread.removeSubrange(..<range.upperBound) }
                    return String(self.unread[..<range.upperBound])
                }
                guard let bytes = try await self.inbound.next() else {
                    defer { self.unread = "" }
                    return self.unread
                }
                self.unread += String(buffer: bytes)
            }
        }

        /// All that comes until the server closes.
        mutating func readToEnd() async throws -> String {
            while let bytes = try await self.inbound.next() { self.unread += String(buffer: bytes) }
            defer { self.unread = "" }
            return self.unread
        }
    }
}
