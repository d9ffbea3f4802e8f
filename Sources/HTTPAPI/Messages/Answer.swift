import CallAutomationModel
import CallRouting

/// What a request is answered, before it is dressed for HTTP.
struct Answer: Sendable {
    var status: Int
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []
    /// The call that the answer is about: `X-Microsoft-Skype-Chain-ID`.
    var call: CallID?
    /// `error.code`; nil for successes.
    var errorCode: String?

    /// 204 without a body.
    static func noContent(about call: CallID) -> Answer {
        Answer(status: 204, call: call)
    }

    /// A JSON body. It is of this moment and may hold contexts, so nobody keeps it.
    static func json(_ text: JSONText, status: Int = 200) -> Answer {
        Answer(
            status: status,
            headers: [("Content-Type", "application/json; charset=utf-8"), ("Cache-Control", "no-store")],
            body: text.bytes)
    }
}

extension Answer {
    /// An error, about a call if one is known.
    init(_ error: CommunicationError, about call: CallID? = nil) {
        self.init(
            status: error.status, headers: error.headers(), body: error.body(), call: call, errorCode: error.code)
    }
}
