import CallControl
import CallRouting
import Logging
import Observability
import SIPTransport
import ServiceLifecycle

/// The SIP side as a service: it takes messages once HTTP is up, and drains when the server is told to stop.
struct SignallingService: Service {
    let signalling: Signalling
    let listeners: ListenerBoard
    let address: PublicAddress
    let onReady: @Sendable (ReadyLine) -> Void
    let sip: [String]
    let publicURL: String?
    let logger: Logger

    func run() async throws {
        if let bound = await cancelWhenGracefulShutdown({ await self.listeners.allBound() }) {
            self.address.bound(bound.https ?? bound.http)
            await self.signalling.open()
            self.logger.event(
                .info, "ready", call: nil,
                [.listeners([bound.http, bound.https, bound.metrics].compactMap(\.self) + self.sip)])
            self.onReady(
                ReadyLine(
                    http: bound.http, https: bound.https, sip: self.sip, metrics: bound.metrics,
                    publicURL: self.publicURL))
            // It throws when the group is cancelled because another service failed: then it is time to go, too.
            try? await gracefulShutdown()
            self.logger.event(.notice, "draining", call: nil)
        }
        await self.listeners.drain()
        await self.signalling.close()
    }
}
