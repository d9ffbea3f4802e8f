import CallAutomationModel
import CallRouting
import HTTPTypes
package import Hummingbird
import Logging
import NIOCore
import Observability

/// Answers every request of the server. It finds the endpoint, reads the body, lets the endpoint answer, and dresses the
/// answer; whatever goes wrong, the client gets a complete error body.
///
/// Paths are matched as they were received: nothing is collapsed, and only `%3A` is read as the `:` it stands for,
/// because half of the clients send it so. The request target itself is left untouched for the signature.
package struct HTTPAPIResponder: HTTPResponder {
    package typealias Context = HTTPAPIRequestContext

    let answerers: [any Answerer]
    let pathPrefix: String
    let bodies: BodyReader
    let makeRequestID: @Sendable () -> String
    let now: @Sendable () -> Timestamp
    let logger: Logger

    package func respond(to request: Request, context: HTTPAPIRequestContext) async -> Response {
        let target = RequestTarget(request.head.path ?? "/")
        let found = self.endpoint(at: target.routingPath)
        // Read first in any case: a connection can go on only when the request on it is over.
        let body = await self.bodies.read(request, on: context.channel)
        let answer: Answer
        do {
            let handler = try Self.handler(of: request.method, at: found?.endpoint)
            let received = ReceivedRequest(
                method: request.method.rawValue, target: target, prefix: found?.prefix ?? "",
                host: request.head.authority, fields: request.headers, body: try body.bytes(), arrivedAt: self.now())
            answer = try await handler(received)
        } catch {
            answer = Answer(error)
        }
        let requestID = self.makeRequestID()
        self.log(answer, to: request, endpoint: found?.endpoint, requestID: requestID)
        return answer.response(
            to: request, requestID: requestID, closing: body.isComplete ? nil : context.channel)
    }

    private func endpoint(at path: String) -> (endpoint: Endpoint, prefix: String)? {
        if let endpoint = self.firstEndpoint(at: path) { return (endpoint, "") }
        guard !self.pathPrefix.isEmpty, path.hasPrefix(self.pathPrefix) else { return nil }
        return self.firstEndpoint(at: String(path.dropFirst(self.pathPrefix.count))).map { ($0, self.pathPrefix) }
    }

    private func firstEndpoint(at path: String) -> Endpoint? {
        for answerer in self.answerers {
            if let endpoint = answerer.endpoint(at: path) { return endpoint }
        }
        return nil
    }

    /// Row 1 of the answer table.
    private static func handler(
        of method: HTTPRequest.Method, at endpoint: Endpoint?
    ) throws(CommunicationError) -> Endpoint.Handler {
        guard let endpoint else { throw .notFound }
        guard let handler = endpoint.handler(of: method) else {
            throw .methodNotAllowed(allowed: endpoint.allowedMethods)
        }
        return handler
    }

    /// The path is never logged: a mistaken client may have put anything there.
    private func log(_ answer: Answer, to request: Request, endpoint: Endpoint?, requestID: String) {
        self.logger.event(
            answer.errorCode == nil ? .debug : .info, "request answered", call: answer.call,
            [
                .request(requestID), .clientRequest(Answer.clientRequestID(request)),
                .endpoint(endpoint?.name ?? "unknown"), .status(answer.status), .code(answer.errorCode),
            ])
    }
}

/// What the responder knows about the connection of a request.
package struct HTTPAPIRequestContext: InitializableFromSource {
    let channel: any Channel

    package init(source: ApplicationRequestContextSource) {
        self.channel = source.channel
    }
}
