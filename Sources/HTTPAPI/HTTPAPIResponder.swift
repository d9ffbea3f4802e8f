import CallAutomationModel
import CallRouting
package import HTTPServing
import HTTPTypes
import Logging
package import NIOHTTP1
import Observability

/// Answers every request of the server. It finds the endpoint, lets the endpoint answer, and dresses the answer; whatever
/// goes wrong, the client gets a complete error body.
///
/// Paths are matched as they were received: nothing is collapsed, and only `%3A` is read as the `:` it stands for,
/// because half of the clients send it so. The request target itself is left untouched for the signature.
package struct HTTPAPIResponder: HTTPResponding {
    let answerers: [any Answerer]
    /// What answers at the paths without a parameter, made once.
    private let fixedEndpoints: [String: Endpoint]
    private let pathPrefix: String
    private let makeRequestID: @Sendable () -> String
    private let now: @Sendable () -> Timestamp
    private let metrics: HTTPMetrics
    private let logger: Logger

    init(answerers: [any Answerer], pathPrefix: String, _ environment: HTTPAPIEnvironment) {
        self.answerers = answerers
        let fixed = answerers.flatMap { answerer in
            answerer.paths.filter(\.isFixed).compactMap { path in
                answerer.endpoint(at: path.description).map { (path.description, $0) }
            }
        }
        self.fixedEndpoints = Dictionary(fixed) { first, _ in first }
        self.pathPrefix = pathPrefix
        self.makeRequestID = environment.makeRequestID
        self.now = environment.now
        self.metrics = environment.metrics
        self.logger = environment.logger
    }

    package func answer(
        _ head: HTTPRequestHead, body: ReceivedBody, then: @escaping @Sendable (HTTPAnswer) -> Void
    ) {
        let exchange = self.metrics.began(head.method.rawValue)
        let target = RequestTarget(head.uri)
        let found = self.endpoint(at: target.routingPath)
        let endpoint = found?.endpoint
        let arrivedAt = self.now()
        let reply: Reply
        do {
            let handler = try Self.handler(of: head.method, at: endpoint)
            let received = ReceivedRequest(
                method: head.method.rawValue, target: target, prefix: found?.prefix ?? "", headers: head.headers,
                body: try body.bytes(), arrivedAt: arrivedAt)
            reply = try handler(received)
        } catch {
            reply = .now(Answer(error))
        }
        let clientRequestID = Answer.clientRequestID(head.headers)
        reply.deliver { answer in
            self.metrics.ended(exchange, route: endpoint?.name ?? Self.noEndpoint, status: answer.status)
            then(self.finish(answer, endpoint: endpoint, clientRequestID: clientRequestID, at: arrivedAt))
        }
    }

    package func answer(to fault: RequestFault, of head: HTTPRequestHead?) -> HTTPAnswer {
        let clientRequestID = head.flatMap { Answer.clientRequestID($0.headers) }
        return self.finish(
            Answer(CommunicationError(fault)), endpoint: nil, clientRequestID: clientRequestID, at: self.now())
    }

    private func endpoint(at path: String) -> (endpoint: Endpoint, prefix: String)? {
        if let endpoint = self.firstEndpoint(at: path) { return (endpoint, "") }
        guard !self.pathPrefix.isEmpty, path.hasPrefix(self.pathPrefix) else { return nil }
        return self.firstEndpoint(at: String(path.dropFirst(self.pathPrefix.count))).map { ($0, self.pathPrefix) }
    }

    private func firstEndpoint(at path: String) -> Endpoint? {
        if let endpoint = self.fixedEndpoints[path] { return endpoint }
        for answerer in self.answerers where answerer.paths.contains(where: { $0.matches(path) }) {
            if let endpoint = answerer.endpoint(at: path) { return endpoint }
        }
        return nil
    }

    /// Row 1 of the answer table.
    private static func handler(
        of method: HTTPMethod, at endpoint: Endpoint?
    ) throws(CommunicationError) -> Endpoint.Replying {
        guard let endpoint else { throw .notFound }
        guard let method = HTTPRequest.Method(method.rawValue), let handler = endpoint.handler(of: method) else {
            throw .methodNotAllowed(allowed: endpoint.allowedMethods)
        }
        return handler
    }

    /// What log and metrics call a path that is none of ours.
    private static let noEndpoint = "unknown"

    /// The path is never logged: a mistaken client may have put anything there.
    private func finish(
        _ answer: Answer, endpoint: Endpoint?, clientRequestID: String?, at time: Timestamp
    ) -> HTTPAnswer {
        let requestID = self.makeRequestID()
        self.logger.event(
            answer.errorCode == nil ? .debug : .info, "request answered", call: answer.call,
            [
                .request(requestID), .clientRequest(clientRequestID), .endpoint(endpoint?.name ?? Self.noEndpoint),
                .status(answer.status), .code(answer.errorCode),
            ])
        return answer.dressed(
            requestID: requestID, clientRequestID: clientRequestID,
            date: IMFFixdate.format(secondsSince1970: time.milliseconds / 1000))
    }
}
