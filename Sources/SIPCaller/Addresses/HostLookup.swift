import Foundation
package import NIOCore
import NIOPosix

/// Finds the addresses of a host with the resolver of the system.
package enum HostLookup {
    /// Every address of the host, in the order in which they are to be tried (RFC 6724).
    ///
    /// Throws `CallAddressError` when there is none.
    package static func addresses(of host: String, port: Int) async throws -> [SocketAddress] {
        if let address = try? SocketAddress(ipAddress: host, port: port) { return [address] }
        return try await NIOThreadPool.singleton.runIfActive { try self.resolve(host, port) }
    }

    /// Blocks for as long as the resolver takes.
    private static func resolve(_ host: String, _ port: Int) throws -> [SocketAddress] {
        var hints = addrinfo()
        hints.ai_socktype = numericCast(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(host, String(port), &hints, &found)
        guard status == 0 else {
            throw CallAddressError("cannot find the host “\(host)”: \(String(cString: gai_strerror(status)))")
        }
        defer { freeaddrinfo(found) }
        var addresses: [SocketAddress] = []
        var next = found
        while let entry = next {
            if let address = self.address(entry.pointee, host), !addresses.contains(address) {
                addresses.append(address)
            }
            next = entry.pointee.ai_next
        }
        guard !addresses.isEmpty else { throw CallAddressError("the host “\(host)” has no address") }
        return addresses
    }

    private static func address(_ entry: addrinfo, _ host: String) -> SocketAddress? {
        switch entry.ai_family {
        case AF_INET:
            entry.ai_addr.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { SocketAddress($0.pointee, host: host) }
        case AF_INET6:
            entry.ai_addr.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
                SocketAddress($0.pointee, host: host)
            }
        default: nil
        }
    }
}
