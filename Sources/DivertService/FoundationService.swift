import DataFolder
import NIOCore
import NIOPosix
import PersistenceSQLite
import ServiceLifecycle
import WebhookDelivery

/// What everything else stands on, stopped last: the store, the clients, the signalling thread.
struct FoundationService: Service {
    /// Held, and with it the folder's lock, until the store is closed (D11).
    let folder: DataFolder
    let store: SQLiteCallStore
    let poster: WebhookPoster
    let entra: EntraTrusts
    let signallingGroup: MultiThreadedEventLoopGroup

    func run() async throws {
        // It throws when the group is cancelled because another service failed; closing is right then, too.
        try? await gracefulShutdown()
        await self.close()
    }

    /// Writes what is queued and ends what runs. There is nobody left to tell of a failure.
    func close() async {
        try? await self.poster.shutdown()
        await self.entra.close()
        await self.store.close()
        try? await self.signallingGroup.shutdownGracefully()
    }
}
