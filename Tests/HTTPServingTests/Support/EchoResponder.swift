import HTTPServing
import NIOHTTP1

/// Says what it was asked: method, target, what became of the body; waits before it answers where the target is `/later`,
/// and says the `Host` where it is `/host`.
struct EchoResponder: HTTPResponding {
    /// `/large` is answered with that many bytes.
    static let largeBody = 64 * 1_048_576

    func answer(
        _ head: HTTPRequestHead, body: ReceivedBody, then: @escaping @Sendable (HTTPAnswer) -> Void
    ) {
        AnswerTask.begin { then(await self.answer(head, body)) }
    }

    private func answer(_ head: HTTPRequestHead, _ body: ReceivedBody) async -> HTTPAnswer {
        if head.uri == "/later" { await Task.yield() }
        if head.uri == "/large" { return HTTPAnswer(status: 200, body: Array(repeating: 0x2e, count: Self.largeBody)) }
        if head.uri == "/nothing" { return HTTPAnswer(status: 204) }
        if head.uri == "/host" {
            return HTTPAnswer(status: 200, body: Array(head.headers["Host"].joined(separator: ",").utf8))
        }
        let text =
            switch body {
            case .whole(let bytes): String(decoding: bytes, as: UTF8.self)
            case .tooLarge: "too large"
            case .late: "late"
            case .cutOff: "cut off"
            case .malformed: "malformed"
            }
        return HTTPAnswer(
            status: 200, fields: [HTTPAnswer.Field("X-Echo", "\(head.method) \(head.uri)")], body: Array(text.utf8))
    }

    func answer(to fault: RequestFault, of head: HTTPRequestHead?) -> HTTPAnswer {
        HTTPAnswer(status: 400, body: Array("\(fault)".utf8))
    }
}
