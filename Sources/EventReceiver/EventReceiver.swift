package import EventModel
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// A webhook: an HTTP server with one path that hands each request to a closure and sends back what that answers.
package struct EventReceiver: Sendable {
    /// How long a body may be, in bytes; a longer one gets a 413.
    package static let bodyLimit = IncomingCallWebhook.bodyLimit

    /// Where events are to be sent.
    package let endpoint: String
    private let group: ServiceGroup
    private let task: Task<Void, any Error>

    /// Listens.
    ///
    /// - Parameters:
    ///   - port: 0 for any free one.
    ///   - path: begins with a slash. Other paths get a 404 that names it.
    ///   - respond: answers a request to the path, whatever its method.
    /// - Throws: what the system says when the address cannot be had.
    package init(
        host: String = "127.0.0.1", port: Int = 0, path: String = "/api/events",
        respond: @escaping @Sendable (WebhookRequest) async -> WebhookAnswer
    ) async throws {
        let (ports, bound) = AsyncStream.makeStream(of: Int.self)
        let logger = Logger(label: "receiver", factory: { _ in SwiftLogNoOpLogHandler() })
        let application = Application(
            responder: CallbackResponder { (request: Request, _: BasicRequestContext) -> Response in
                try await Self.answer(request, path, respond)
            },
            configuration: ApplicationConfiguration(address: .hostname(host, port: port)),
            onServerRunning: { bound.yield($0.localAddress?.port ?? 0) }, logger: logger)
        var configuration = ServiceGroupConfiguration(
            services: [ServiceGroupConfiguration.ServiceConfiguration(service: application)], logger: logger)
        // Whoever keeps a connection open does not keep the receiver open.
        configuration.maximumGracefulShutdownDuration = .seconds(2)
        let group = ServiceGroup(configuration: configuration)
        self.group = group
        self.task = Task {
            defer { bound.finish() }
            try await group.run()
        }
        guard let port = await ports.first(where: { _ in true }) else {
            try await self.task.value
            throw CancellationError()
        }
        self.endpoint = "http://\(host.contains(":") ? "[\(host)]" : host):\(port)\(path)"
    }

    /// Finishes what is being answered, and stops.
    package func stop() async {
        await self.group.triggerGracefulShutdown()
        _ = await self.task.result
    }

    private static func answer(
        _ request: Request, _ path: String, _ respond: @Sendable (WebhookRequest) async -> WebhookAnswer
    ) async throws -> Response {
        guard request.uri.path == path else {
            return Response(404, "Nothing is here. Events go to \(path).")
        }
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: Self.bodyLimit)
        } catch is NIOTooManyBytesError {
            return Response(413, "The body is longer than \(Self.bodyLimit) bytes.")
        }
        let received = WebhookRequest(
            method: request.method.rawValue, path: request.uri.string,
            headers: request.headers.map { ($0.name.rawName, $0.value) },
            body: Array(body.readableBytesView))
        return Response(await respond(received))
    }
}

extension Response {
    /// The answer on the wire; what is no header field is left out.
    fileprivate init(_ answer: WebhookAnswer) {
        var headers = HTTPFields()
        for (name, value) in answer.headers.sorted(by: { $0.key < $1.key }) {
            guard let name = HTTPField.Name(name) else { continue }
            headers.append(HTTPField(name: name, value: value))
        }
        self.init(
            status: HTTPResponse.Status(code: answer.status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
    }

    /// A line for whoever reads it.
    fileprivate init(_ status: Int, _ line: String) {
        self.init(
            WebhookAnswer(
                status: status, headers: ["Content-Type": "text/plain; charset=utf-8"], body: Array("\(line)\n".utf8)))
    }
}
