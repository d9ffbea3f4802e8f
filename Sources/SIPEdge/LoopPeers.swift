package import NIOCore

/// The `PeerTable` of one event loop, for everybody on that loop.
package struct LoopPeers: Sendable {
    private let box: NIOLoopBoundBox<PeerTable>

    package init(_ peers: Peers, on loop: any EventLoop) {
        self.box = .makeBoxSendingValue(PeerTable(on: loop, peers), eventLoop: loop)
    }

    /// The table. Call it on the loop.
    package var table: PeerTable { self.box.value }
}
