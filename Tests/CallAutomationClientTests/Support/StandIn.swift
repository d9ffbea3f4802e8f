import CallAutomationClient
import EventModel
import EventReceiver

/// A service of the test's own: answers what it is told, in order, the last answer for good, and keeps every request.
struct StandIn: Sendable {
    enum Answer: Sendable {
        case answer(Int, [String: String] = [:], String = "")
        /// None before the test is over.
        case hang
    }

    struct Request: Sendable {
        let method: String
        let target: String
        /// Names in lower case.
        let headers: [String: String]
        let body: [UInt8]
    }

    static let key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="

    /// `http://127.0.0.1:…`
    let endpoint: String
    /// A sign of life for each request.
    let arrivals: AsyncStream<Void>
    private let script: Script

    /// What arrived so far.
    var requests: [Request] {
        get async { await self.script.requests }
    }

    /// A client of this service with the key of the tests.
    func client(_ options: CallAutomationClient.Options = .init(), path: String = "") throws -> CallAutomationClient {
        try CallAutomationClient(
            endpoint: self.endpoint + path, credential: .accessKey(Self.key), options: options)
    }

    private actor Script {
        private(set) var requests: [Request] = []
        private var answers: [Answer]
        private let arrived: AsyncStream<Void>.Continuation
        private var hanging: [CheckedContinuation<Void, Never>] = []
        private var isOver = false

        init(_ answers: [Answer], _ arrived: AsyncStream<Void>.Continuation) {
            self.answers = answers
            self.arrived = arrived
        }

        func answer(_ request: Request) -> Answer {
            self.requests.append(request)
            self.arrived.yield()
            return self.answers.count > 1 ? self.answers.removeFirst() : self.answers.first ?? .hang
        }

        /// Returns when the test is over.
        func hang() async {
            if self.isOver { return }
            await withCheckedContinuation { self.hanging.append($0) }
        }

        func end() {
            self.isOver = true
            for continuation in self.hanging { continuation.resume() }
            self.hanging = []
        }
    }

    /// Runs a test against a service with these answers.
    static func run(_ answers: Answer..., test: (StandIn) async throws -> Void) async throws {
        let (arrivals, arrived) = AsyncStream.makeStream(of: Void.self)
        let script = Script(answers, arrived)
        let receiver = try await EventReceiver(path: nil) { await Self.answer($0, by: script) }
        let outcome: Result<Void, any Error>
        do {
            try await test(StandIn(endpoint: receiver.endpoint, arrivals: arrivals, script: script))
            outcome = .success(())
        } catch {
            outcome = .failure(error)
        }
        await script.end()
        await receiver.stop()
        try outcome.get()
    }

    private static func answer(_ request: WebhookRequest, by script: Script) async -> WebhookAnswer {
        let headers = request.headers.map { ($0.name.lowercased(), $0.value) }
        let answer = await script.answer(
            Request(
                method: request.method, target: request.path, headers: Dictionary(headers) { $1 }, body: request.body))
        switch answer {
        case .hang:
            await script.hang()
            return WebhookAnswer(status: 503)
        case .answer(let status, let headers, let text):
            return WebhookAnswer(status: status, headers: headers, body: status == 204 ? [] : Array(text.utf8))
        }
    }
}
