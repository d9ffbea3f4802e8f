import NIOCore
import NIOPosix
import SIPMessage

/// Where a request in a dialog goes, as a Contact or a Route names it (RFC 3261 §12.2.1.1, §18.1.1).
///
/// Servers that answer over TCP often leave the transport out of their Contact, and mean the one they answered over.
struct NextHop: Hashable, Sendable {
    let host: String
    let port: Int
    let transport: CallTransport

    init(_ uri: SIPURI, default transport: CallTransport) {
        self.host = uri.host
        self.port = uri.port ?? 5060
        self.transport = uri.parameters["transport"].flatMap { CallTransport(rawValue: $0.lowercased()) } ?? transport
    }

    /// The address when the host is written as one.
    var address: SocketAddress? { try? SocketAddress(ipAddress: self.host, port: self.port) }

    func resolve(on loop: any EventLoop) -> EventLoopFuture<SocketAddress> {
        if let address = self.address { return loop.makeSucceededFuture(address) }
        let (host, port) = (self.host, self.port)
        return NIOThreadPool.singleton.runIfActive(eventLoop: loop) {
            try SocketAddress.makeAddressResolvingHost(host, port: port)
        }
    }
}
