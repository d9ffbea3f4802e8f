package import SIPCore

/// Where responses leave: the sockets, or a recording double.
package protocol ResponseSender: Sendable {
    /// Hands the bytes to the transport, on the event loop.
    ///
    /// - Parameters:
    ///   - connection: the stream connection that the request came over; when it is gone a new one is opened to the
    ///     destination's address.
    ///   - onFailure: runs on the event loop when no connection could be had.
    func send(
        _ bytes: [UInt8], to destination: ResponseDestination, over connection: ConnectionID?,
        onFailure: @escaping @Sendable () -> Void)
}
