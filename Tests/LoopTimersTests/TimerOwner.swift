import LoopTimers
import NIOCore
import NIOEmbedded

/// An actor on a testing loop that owns timers, as the layers do, and writes down what fires when.
actor TimerOwner {
    struct Firing: Hashable, Sendable {
        let id: String
        let milliseconds: UInt64
    }

    private let loop: NIOAsyncTestingEventLoop
    private var timers: LoopTimers?
    private var running: [String: TimerHandle] = [:]
    /// The names of all timers there ever were, by their tokens.
    private var names: [String] = []
    /// What is scheduled again when it fires, and after how long.
    private var repetitions: [String: Duration] = [:]
    private(set) var fired: [Firing] = []
    private(set) var wakeUps = 0

    nonisolated var unownedExecutor: UnownedSerialExecutor { self.loop.executor.asUnownedSerialExecutor() }

    var count: Int { self.timers?.count ?? 0 }

    private init(on loop: NIOAsyncTestingEventLoop) {
        self.loop = loop
    }

    private func start() {
        self.timers = LoopTimers(on: self.loop) { [weak self] in self?.assumeIsolated { $0.wake() } }
    }

    /// Runs `body` with an owner and its loop, which is shut down afterwards.
    static func run(_ body: (TimerOwner, NIOAsyncTestingEventLoop) async throws -> Void) async rethrows {
        let loop = NIOAsyncTestingEventLoop()
        let owner = TimerOwner(on: loop)
        await owner.start()
        do {
            try await body(owner, loop)
        } catch {
            await loop.shutdownGracefully()
            throw error
        }
        await loop.shutdownGracefully()
    }

    func schedule(_ id: String, after delay: Duration, repeating interval: Duration? = nil) {
        self.repetitions[id] = interval
        self.start(id, after: delay)
    }

    func cancel(_ id: String) {
        if let timer = self.running.removeValue(forKey: id) { self.timers?.cancel(timer) }
    }

    private func start(_ id: String, after delay: Duration) {
        self.cancel(id)
        self.names.append(id)
        self.running[id] = self.timers?.schedule(UInt64(self.names.count - 1), after: delay)
    }

    private func wake() {
        self.wakeUps += 1
        while let (_, token) = self.timers?.popDue() {
            let id = self.names[Int(token)]
            self.running[id] = nil
            self.fired.append(Firing(id: id, milliseconds: self.loop.now.uptimeNanoseconds / 1_000_000))
            if let interval = self.repetitions[id] { self.start(id, after: interval) }
        }
    }
}
