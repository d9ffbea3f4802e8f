import Foundation
import NIOCore
import NIOPosix

/// No connection to an address, in the words of the system.
package struct ConnectFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    init(_ error: any Error) {
        self.description = Self.reason(error)
    }

    /// What went wrong, for people.
    static func reason(_ error: any Error) -> String {
        switch error {
        case let error as IOError: return String(cString: strerror(error.errnoCode))
        case ChannelError.connectTimeout: return "no connection within \(CallerConnection.connectTimeout.seconds) s"
        case ChannelError.ioOnClosedChannel: return "the connection was closed"
        default: return "\(error)"
        }
    }
}

extension TimeAmount {
    fileprivate var seconds: Int64 { self.nanoseconds / 1_000_000_000 }
}
