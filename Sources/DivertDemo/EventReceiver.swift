import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// The application's webhook: takes events and hands them on.
struct EventReceiver: Sendable {
    /// The part of an `IncomingCall` event that the demo needs, and when it arrived.
    struct Event: Sendable {
        let id: String
        let incomingCallContext: String
        let at: ContinuousClock.Instant
    }

    let events: AsyncStream<Event>
    let endpoint: String
    private let task: Task<Void, any Error>

    /// Listens on a free port of the loopback interface.
    init() async throws {
        let (events, arrived) = AsyncStream.makeStream(of: Event.self)
        let (ports, bound) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            responder: CallbackResponder { (request: Request, _: BasicRequestContext) -> Response in
                let body = try await request.body.collect(upTo: 1 << 20)
                if let event = Self.event(Data(body.readableBytesView)) { arrived.yield(event) }
                return Response(status: .ok)
            },
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { bound.yield($0.localAddress?.port ?? 0) },
            logger: Logger(label: "receiver", factory: { _ in SwiftLogNoOpLogHandler() }))
        self.task = Task { try await application.run() }
        self.events = events
        guard let port = await ports.first(where: { _ in true }) else { throw DemoError("the receiver did not start") }
        self.endpoint = "http://127.0.0.1:\(port)/api/events"
    }

    func stop() {
        self.task.cancel()
    }

    private struct Envelope: Decodable {
        struct Call: Decodable {
            let incomingCallContext: String
        }

        let id: String
        let eventType: String
        let data: Call
    }

    private static func event(_ body: Data) -> Event? {
        let at = ContinuousClock.now
        guard let event = try? JSONDecoder().decode([Envelope].self, from: body).first,
            event.eventType == "Microsoft.Communication.IncomingCall"
        else { return nil }
        return Event(id: event.id, incomingCallContext: event.data.incomingCallContext, at: at)
    }
}
