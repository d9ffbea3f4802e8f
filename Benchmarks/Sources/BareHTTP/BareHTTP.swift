import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// What HTTP costs before anybody does anything: SwiftNIO's own pipeline, and an answer of one size to whatever is asked.
///
///     BareHTTP PORT
@main
struct BareHTTP {
    static func main() async throws {
        guard let port = CommandLine.arguments.dropFirst().first.flatMap({ Int($0) }) else {
            return print("usage: BareHTTP PORT")
        }
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.configureHTTPServerPipeline()
                    try pipeline.addHandler(Refusal())
                }
            }
            .bind(host: "127.0.0.1", port: port).get()
        // At once, also into a pipe.
        FileHandle.standardOutput.write(Data("BareHTTP is ready\n".utf8))
        try await listener.closeFuture.get()
    }
}

/// Answers 404, with a body and headers like Divert's.
final class Refusal: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private static let body = ByteBuffer(
        string: #"{"error":{"code":"NotFound","message":"Nothing is at /nothing. Divert redirects calls that ring."}}"#)

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .end = Self.unwrapInboundIn(data) else { return }
        let headers: HTTPHeaders = [
            "content-type": "application/json; charset=utf-8", "content-length": "\(Self.body.readableBytes)",
            "x-ms-error-code": "NotFound", "x-ms-request-id": "0b3c2d4e-5f60-4a71-8b92-a3b4c5d6e7f8",
            "date": "Sat, 28 Nov 2026 21:10:01 GMT",
        ]
        let head = HTTPResponseHead(version: .http1_1, status: .notFound, headers: headers)
        context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
        context.write(Self.wrapOutboundOut(.body(.byteBuffer(Self.body))), promise: nil)
        context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: nil)
    }
}
