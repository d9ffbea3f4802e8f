import CallAutomationModel
import HTTPTypes

/// A part of the server's paths. Answerers form a chain; nil means “not mine, ask the next”.
protocol Answerer: Sendable {
    /// The paths of this part. No other path gets here, so that the list is whole and the OpenAPI document can be held
    /// against it.
    var paths: [PathTemplate] { get }

    /// What answers at one of the paths.
    func endpoint(at path: String) -> Endpoint?
}

/// What one path takes, and what answers there.
struct Endpoint: Sendable {
    typealias Handler = @Sendable (ReceivedRequest) async throws(CommunicationError) -> Answer
    typealias Replying = @Sendable (ReceivedRequest) throws(CommunicationError) -> Reply

    /// For the log.
    let name: String
    private let handlers: [(method: HTTPRequest.Method, handler: Replying)]

    init(_ name: String, _ handlers: [(method: HTTPRequest.Method, handler: Handler)]) {
        self.name = name
        self.handlers = handlers.map { ($0.method, Self.replying($0.handler)) }
    }

    /// A path that takes POST alone, and is answered without a task where none is needed.
    init(_ name: String, deciding handler: @escaping Replying) {
        self.name = name
        self.handlers = [(.post, handler)]
    }

    private static func replying(_ handler: @escaping Handler) -> Replying {
        { request in .awaiting { () throws(CommunicationError) in .now(try await handler(request)) } }
    }

    init(_ name: String, get: Handler? = nil, post: Handler? = nil) {
        self.init(name, [(.get, get), (.post, post)].compactMap { method, handler in handler.map { (method, $0) } })
    }

    /// What answers a method. HEAD is answered wherever GET is; its body is dropped later.
    func handler(of method: HTTPRequest.Method) -> Replying? {
        let wanted = method == .head ? .get : method
        return self.handlers.first { $0.method == wanted }?.handler
    }

    /// For `Allow`.
    var allowedMethods: [String] {
        self.handlers.flatMap { $0.method == .get ? ["GET", "HEAD"] : [$0.method.rawValue] }
    }
}
