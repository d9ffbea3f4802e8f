import EventModel
import HTTPServing
import HTTPTypes
import NIOHTTP1

/// Hands the requests of one path to a closure.
struct WebhookResponder: HTTPResponding {
    private let path: String?
    private let respond: @Sendable (WebhookRequest) async -> WebhookAnswer

    /// - Parameter path: nil for every path.
    init(_ path: String?, _ respond: @escaping @Sendable (WebhookRequest) async -> WebhookAnswer) {
        self.path = path
        self.respond = respond
    }

    func answer(
        _ head: HTTPRequestHead, body: ReceivedBody, then: @escaping @Sendable (HTTPAnswer) -> Void
    ) {
        if let path = self.path, head.uri.prefix(while: { $0 != "?" }) != path {
            return then(.line(404, "Nothing is here. Events go to \(path)."))
        }
        switch body {
        case .whole(let bytes):
            let request = WebhookRequest(
                method: head.method.rawValue, path: head.uri, headers: head.headers.map { ($0.name, $0.value) },
                body: bytes)
            AnswerTask.begin { then(HTTPAnswer(await self.respond(request))) }
        case .tooLarge: then(.line(413, "The body is longer than \(EventReceiver.bodyLimit) bytes."))
        case .late: then(.line(408, "The body did not arrive in time."))
        case .cutOff: then(.line(400, "The body ended early."))
        case .malformed: then(.line(400, "The body cannot be read."))
        }
    }

    func answer(to fault: RequestFault, of head: HTTPRequestHead?) -> HTTPAnswer {
        switch fault {
        case .malformed: .line(400, "This cannot be read as a request.")
        case .hostMissing, .hostRepeated: .line(400, "The request needs one header Host.")
        case .headTooLarge: .line(431, "The header is too long.")
        case .headLate: .line(408, "The request did not arrive in time.")
        }
    }
}

extension HTTPAnswer {
    /// The answer on the wire; what is no header field is left out.
    fileprivate init(_ answer: WebhookAnswer) {
        let fields = answer.headers.sorted { $0.key < $1.key }.compactMap { name, value in
            HTTPField.Name(name).map { HTTPField(name: $0, value: value) }
        }
        self.init(
            status: answer.status, fields: fields.map { Field($0.name.rawName, $0.value) }, body: answer.body)
    }

    /// A line for whoever reads it.
    fileprivate static func line(_ status: Int, _ line: String) -> Self {
        Self(
            status: status, fields: [Field("Content-Type", "text/plain; charset=utf-8")], body: Array("\(line)\n".utf8))
    }
}
