import NIOCore
import NIOHTTP1

/// Where the answers to the requests of one connection are found: on the connection's event loop.
///
/// What had to wait for somebody else comes back to this loop directly. (A task of no actor would come back by way of the
/// thread pool, and so would one that is begun at once, `Task.immediate`: it does not know of the executor it runs on.)
actor AnswerDesk {
    private nonisolated let loop: any EventLoop
    private let responder: any HTTPResponding

    nonisolated var unownedExecutor: UnownedSerialExecutor { self.loop.executor.asUnownedSerialExecutor() }

    init(_ responder: any HTTPResponding, on loop: any EventLoop) {
        self.responder = responder
        self.loop = loop
    }

    /// Begins in the loop's next turn.
    func answer(_ head: HTTPRequestHead, _ body: ReceivedBody, then: @escaping @Sendable (HTTPAnswer) -> Void) {
        Task {
            then(await self.responder.answer(head, body: body))
        }
    }
}
