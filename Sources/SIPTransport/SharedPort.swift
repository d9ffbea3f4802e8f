import Foundation
import NIOCore

extension ChannelOptions.Types.SocketOption {
    /// Whether other sockets may have the same port; the kernel then deals out what arrives (socket(7), `SO_REUSEPORT`).
    static let sharesPort = Self(
        level: NIOBSDSocket.OptionLevel.socket, name: NIOBSDSocket.Option(rawValue: SO_REUSEPORT))
}
