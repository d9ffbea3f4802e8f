import NIOCore
import NIOHPACK
import NIOHTTP2

/// Lets `:authority` say whom a request of HTTP/2 is for (RFC 9113 §8.3.1): a `host` field beside it means nothing, and one
/// alone, as a translated request of HTTP/1.1 has it, stands for it. The codec behind would take the field.
final class AuthorityHandler: ChannelInboundHandler {
    typealias InboundIn = HTTP2Frame.FramePayload
    typealias InboundOut = HTTP2Frame.FramePayload

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .headers(var frame) = self.unwrapInboundIn(data), frame.headers.contains(name: "host") else {
            return context.fireChannelRead(data)
        }
        let hosts = frame.headers["host"]
        if frame.headers.contains(name: ":authority") {
            frame.headers.remove(name: "host")
        } else if hosts.count == 1, frame.headers.contains(name: ":method") {
            var headers: HPACKHeaders = [":authority": hosts[0]]
            for (name, value, indexing) in frame.headers where name != "host" {
                headers.add(name: name, value: value, indexing: indexing)
            }
            frame.headers = headers
        }
        context.fireChannelRead(self.wrapInboundOut(.headers(frame)))
    }
}
