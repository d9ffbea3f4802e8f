package import EventDelivery
import Foundation
package import NIOCore
import NIOPosix

/// Looks up where an endpoint leads, when somebody makes a subscription: whoever made a mistake learns it at once, not from
/// failed deliveries. Connections are looked at again (`WebhookPoster`).
package enum EndpointHost {
    /// Why endpoints at a host are refused; nil when they are not. A name that does not resolve is not: it may later.
    ///
    /// - Parameter resolve: the address of a host; the system's resolver unless given.
    package static func refusal(
        of host: String, _ policy: AddressPolicy, resolve: (String) async -> SocketAddress? = Self.address(of:)
    ) async -> String? {
        await resolve(host)?.bytes.flatMap { policy.refusal(of: $0) }
    }

    /// Whether it is this machine: `localhost`, or an address of loopback.
    package static func isLoopback(_ host: String) -> Bool {
        if host.lowercased() == "localhost" { return true }
        let address = try? SocketAddress(ipAddress: host, port: 0)
        return address?.bytes.map { AddressPolicy.isLoopback($0) } ?? false
    }

    /// Resolving blocks, so it happens on a thread for such things.
    package static func address(of host: String) async -> SocketAddress? {
        try? await NIOThreadPool.singleton.runIfActive {
            try SocketAddress.makeAddressResolvingHost(host, port: 0)
        }
    }
}

extension SocketAddress {
    /// The 4 or 16 bytes of an IP address.
    var bytes: [UInt8]? {
        guard let text = self.ipAddress else { return nil }
        var bytes = [UInt8](repeating: 0, count: self.protocol == .inet6 ? 16 : 4)
        let family = self.protocol == .inet6 ? AF_INET6 : AF_INET
        return inet_pton(family, text, &bytes) == 1 ? bytes : nil
    }
}
