import DataFolder
import NIOCore
import NIOPosix
import PersistenceSQLite
import ServiceLifecycle
import WebhookDelivery

/// What everything else stands on, stopped last: the store, the webhook client, the signalling thread.
struct FoundationService: Service {
    /// Held, and with it the folder's lock, until the store is closed (D11).
    let folder: DataFolder
    let store: SQLiteCallStore
    let poster: WebhookPoster
    let signallingGroup: MultiThreadedEventLoopGroup

    func run() async throws {
        try? await gracefulShutdown()
        try? await self.poster.shutdown()
        await self.store.close()
        try? await self.signallingGroup.shutdownGracefully()
    }
}
