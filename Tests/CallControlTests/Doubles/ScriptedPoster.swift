import CallRouting
import EventDelivery
import NIOCore

/// An application that answers events as a test says.
actor ScriptedPoster: EventPoster {
    private let loop: any EventLoop
    private let chronicle: Chronicle
    private var statuses: [Int?] = []
    private var bodies: [String] = []
    private var waits: [Duration] = []
    private var isSlow = false
    private var waiting: [@Sendable (EventAnswer) -> Void] = []
    private(set) var posts: [EventPost] = []

    nonisolated var unownedExecutor: UnownedSerialExecutor { self.loop.executor.asUnownedSerialExecutor() }

    init(on loop: any EventLoop, _ chronicle: Chronicle) {
        self.loop = loop
        self.chronicle = chronicle
    }

    /// The answers to the next posts; later ones are answered 200. Nil means that no answer comes.
    func answerNext(_ statuses: [Int?]) {
        self.statuses = statuses
    }

    /// Does not answer before `answer()`.
    func becomeSlow() {
        self.isSlow = true
    }

    func answer() {
        self.isSlow = false
        let waiting = self.waiting
        self.waiting = []
        for then in waiting { then(self.nextAnswer()) }
    }

    /// The bodies of the next answers; later ones are empty.
    func answerNext(bodies: [String]) {
        self.bodies = bodies
    }

    /// How long the next answers ask to wait.
    func askToWait(_ times: [Duration]) {
        self.waits = times
    }

    nonisolated func post(_ delivery: EventPost, then: @escaping @Sendable (EventAnswer) -> Void) {
        self.assumeIsolated { $0.take(delivery, then) }
    }

    private func take(_ delivery: EventPost, _ then: @escaping @Sendable (EventAnswer) -> Void) {
        self.posts.append(delivery)
        func header(_ name: String) -> String { delivery.headers.first { $0.name == name }?.value ?? "" }
        self.chronicle.add(.posted(id: header("aeg-output-event-id"), count: header("aeg-delivery-count")))
        if self.isSlow { self.waiting.append(then) } else { then(self.nextAnswer()) }
    }

    private func nextAnswer() -> EventAnswer {
        let status = self.statuses.isEmpty ? 200 : self.statuses.removeFirst()
        var answer = EventAnswer(
            EventRecord.Attempt(
                at: Timestamp(milliseconds: 0), status: status, duration: .milliseconds(3),
                error: status == nil ? "no answer" : nil))
        answer.body = self.bodies.isEmpty ? [] : Array(self.bodies.removeFirst().utf8)
        answer.retryAfter = self.waits.isEmpty ? nil : self.waits.removeFirst()
        return answer
    }
}
