import NIOCore
import NIOHTTP1

// From the parts of a request to the question what it is answered.
extension ServerConnection {
    mutating func receiveHead(_ input: Input, at now: NIODeadline) -> [Action] {
        switch input {
        case .head(let head): self.begin(head, at: now)
        case .fault(let fault): self.refuse(fault, of: nil)
        case .brokenOff: self.refuse(.malformed, of: nil)
        case .inputClosed: self.close()
        case .body, .end: []
        }
    }

    private mutating func begin(_ head: HTTPRequestHead, at now: NIODeadline) -> [Action] {
        self.body = []
        self.bodyCount = 0
        let hosts = head.headers["Host"].count
        guard let head = head.normalized(within: self.limits) else { return self.refuse(.headTooLarge, of: head) }
        guard hosts <= 1 else { return self.refuse(.hostRepeated, of: head) }
        guard hosts == 1 || head.isHTTP1_0 else { return self.refuse(.hostMissing, of: head) }
        let asks = !head.isHTTP1_0 && Self.asksBeforeSending(head)
        if let length = head.declaredLength, length > self.limits.body, asks || length > self.limits.drainedBody {
            return self.answer(head, .tooLarge, isOver: false)
        }
        self.state = .receiving(head)
        self.deadline = now + self.limits.bodyTime
        return asks ? [.sendContinue] : []
    }

    mutating func receiveBody(_ input: Input, of head: HTTPRequestHead) -> [Action] {
        switch input {
        case .body(let bytes):
            self.bodyCount += bytes.readableBytes
            if self.bodyCount > self.limits.drainedBody { return self.answer(head, .tooLarge, isOver: false) }
            if self.bodyCount <= self.limits.body {
                self.body.append(contentsOf: bytes.readableBytesView)
            } else {
                self.body = []
            }
            return []
        case .end:
            // As if it went on: who sends too much may have sent more, and would not read the answer on a closed connection.
            if self.bodyCount > self.limits.body { return self.answer(head, .tooLarge, isOver: false) }
            // The end of the connection can look like the end of the body.
            if let length = head.declaredLength, self.bodyCount < length {
                return self.answer(head, .cutOff, isOver: false)
            }
            let body = self.body
            self.body = []
            return self.answer(head, .whole(body), isOver: true)
        case .fault:
            return self.answer(head, .malformed, isOver: false)
        case .head, .brokenOff, .inputClosed:
            return self.answer(head, self.isTooLarge(head) ? .tooLarge : .cutOff, isOver: false)
        }
    }

    /// Whether more is announced or has come than is taken.
    func isTooLarge(_ head: HTTPRequestHead) -> Bool {
        max(self.bodyCount, head.declaredLength ?? 0) > self.limits.body
    }

    mutating func answer(_ head: HTTPRequestHead, _ body: ReceivedBody, isOver: Bool) -> [Action] {
        // After an Upgrade, which is never taken up, the decoder reads on in no protocol.
        let goesOn =
            isOver && !head.isHTTP1_0 && head.isKeepAlive && !head.headers.contains(name: "Upgrade")
        self.state = .answering(
            Exchange(isOver: isOver, form: AnswerForm(isHeadOnly: head.method == .HEAD, isLast: !goesOn)))
        self.deadline = nil
        self.body = []
        return [.answer(head, body)]
    }

    mutating func refuse(_ fault: RequestFault, of head: HTTPRequestHead?) -> [Action] {
        let form = AnswerForm(isHeadOnly: head?.method == .HEAD, isLast: true)
        self.state = .answering(Exchange(isOver: false, form: form))
        self.deadline = nil
        return [.refuse(fault, of: head)]
    }

    private static func asksBeforeSending(_ head: HTTPRequestHead) -> Bool {
        head.headers.first(name: "Expect")?.lowercased() == "100-continue"
    }
}
