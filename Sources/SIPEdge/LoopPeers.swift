package import NIOCore
package import SIPCore
package import SIPTransport

/// The `PeerTable` of one event loop, for everybody on that loop.
package struct LoopPeers: SourcePolicy {
    /// The names of the peers, each once.
    package let names: [String]
    private let box: NIOLoopBoundBox<PeerTable>

    /// - Parameter table: it belongs to the loop from now on.
    package init(_ table: sending PeerTable, on loop: any EventLoop) {
        self.names = table.names
        self.box = .makeBoxSendingValue(table, eventLoop: loop)
    }

    /// The table. Call it on the loop.
    package var table: PeerTable { self.box.value }

    /// What is done with a message from a source.
    package func admission(of source: HostPort) -> SourceAdmission { self.table.admission(of: source) }

    /// Whether a source may have one more call now.
    package func hasRoom(forCallFrom source: HostPort) -> Bool { self.table.hasRoom(forCallFrom: source) }
}
