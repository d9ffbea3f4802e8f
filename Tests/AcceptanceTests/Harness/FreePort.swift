import NIOCore
import NIOPosix

/// A port that was free a moment ago, for programs that must be told theirs.
package enum FreePort {
    package static func tcp() async throws -> Int {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        return try await release(channel)
    }

    package static func udp() async throws -> Int {
        let channel = try await DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        return try await release(channel)
    }

    private static func release(_ channel: any Channel) async throws -> Int {
        let port = channel.localAddress?.port ?? 0
        try await channel.close()
        return port
    }
}
