import CallAutomationClient
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// A service of the test's own: answers what it is told, in order, the last answer for good, and keeps every request.
struct StandIn: Sendable {
    enum Answer: Sendable {
        case answer(Int, [String: String] = [:], String = "")
        /// Never.
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

        init(_ answers: [Answer], _ arrived: AsyncStream<Void>.Continuation) {
            self.answers = answers
            self.arrived = arrived
        }

        func answer(_ request: Request) -> Answer {
            self.requests.append(request)
            self.arrived.yield()
            return self.answers.count > 1 ? self.answers.removeFirst() : self.answers.first ?? .hang
        }
    }

    /// Runs a test against a service with these answers.
    static func run(_ answers: Answer..., test: (StandIn) async throws -> Void) async throws {
        let (arrivals, arrived) = AsyncStream.makeStream(of: Void.self)
        let (ports, bound) = AsyncStream.makeStream(of: Int.self)
        let script = Script(answers, arrived)
        let application = Application(
            responder: CallbackResponder { (request: Hummingbird.Request, _: BasicRequestContext) -> Response in
                try await Self.respond(to: request, by: script)
            },
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { bound.yield($0.localAddress?.port ?? 0) },
            logger: Logger(label: "stand-in", factory: { _ in SwiftLogNoOpLogHandler() }))
        let task = Task { try await application.run() }
        defer { task.cancel() }
        for await port in ports {
            try await test(StandIn(endpoint: "http://127.0.0.1:\(port)", arrivals: arrivals, script: script))
            return
        }
    }

    private static func respond(to request: Hummingbird.Request, by script: Script) async throws -> Response {
        let body = try await request.body.collect(upTo: 1 << 20)
        var headers: [String: String] = [:]
        for field in request.headers { headers[field.name.canonicalName] = field.value }
        headers["host"] = request.head.authority
        let answer = await script.answer(
            Request(
                method: request.method.rawValue, target: request.head.path ?? "", headers: headers,
                body: Array(body.readableBytesView)))
        switch answer {
        case .hang:
            await forever()
            return Response(status: .serviceUnavailable)
        case .answer(let status, let headers, let text):
            var fields = HTTPFields()
            for (name, value) in headers {
                if let name = HTTPField.Name(name) { fields[name] = value }
            }
            return Response(
                status: HTTPResponse.Status(code: status), headers: fields,
                body: status == 204 ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(string: text)))
        }
    }
}
