import HTTPServing
import NIOCore
import NIOHTTP1
import NIOPosix

/// Answers with how much an actor's count changed between a look at it and the wait that follows at once.
struct CountingResponder: HTTPResponding {
    private actor Counter {
        private nonisolated let loop: any EventLoop
        private var count = 0

        nonisolated var unownedExecutor: UnownedSerialExecutor { self.loop.executor.asUnownedSerialExecutor() }

        init(on loop: any EventLoop) {
            self.loop = loop
        }

        func changeBetween() async -> Int {
            let before = self.count
            self.loop.execute { self.assumeIsolated { $0.count += 1 } }
            return await withCheckedContinuation { $0.resume(returning: self.count - before) }
        }
    }

    private let counter = Counter(on: MultiThreadedEventLoopGroup.singleton.next())

    func answer(
        _ head: HTTPRequestHead, body: ReceivedBody, then: @escaping @Sendable (HTTPAnswer) -> Void
    ) {
        AnswerTask.begin { [counter] in
            then(HTTPAnswer(status: 200, body: Array("\(await counter.changeBetween())".utf8)))
        }
    }

    func answer(to fault: RequestFault, of head: HTTPRequestHead?) -> HTTPAnswer {
        HTTPAnswer(status: 400)
    }
}
