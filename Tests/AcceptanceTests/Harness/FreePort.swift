import Foundation
import NIOCore
import NIOPosix
import Synchronization

/// A port of loopback that is free, for programs that must be told theirs, and for tests of what happens where nobody
/// listens.
///
/// Each is given once in a run, and all lie below those that the system gives to whoever asks for any (from 32768): one
/// that was closed a moment ago could go to somebody else before its program is there.
package enum FreePort {
    private static let first = 20_000
    private static let count = 12_000
    /// Runs beside this one begin elsewhere.
    private static let given = Atomic<Int>(Int(ProcessInfo.processInfo.processIdentifier) * 97)

    package static func tcp() async throws -> Int {
        try await self.find { try await self.listen($0).close() }
    }

    package static func udp() async throws -> Int {
        try await self.find { try await self.receive($0).close() }
    }

    /// The same for UDP and TCP.
    package static func sip() async throws -> Int {
        try await self.find {
            try await self.listen($0).close()
            try await self.receive($0).close()
        }
    }

    private static func listen(_ port: Int) async throws -> any Channel {
        try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton).bind(host: "127.0.0.1", port: port)
            .get()
    }

    private static func receive(_ port: Int) async throws -> any Channel {
        try await DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton).bind(host: "127.0.0.1", port: port)
            .get()
    }

    /// The next port that can be had.
    private static func find(_ take: (Int) async throws -> Void) async throws -> Int {
        for _ in 0..<self.count {
            let port = self.first + self.given.add(1, ordering: .relaxed).newValue % self.count
            do {
                try await take(port)
                return port
            } catch let error as IOError where error.errnoCode == EADDRINUSE {
                continue
            }
        }
        throw IOError(errnoCode: EADDRINUSE, reason: "no port from \(self.first) is free")
    }
}
