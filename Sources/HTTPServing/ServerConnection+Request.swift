import NIOCore
import NIOHTTP1

// From the parts of a request to the question what it is answered.
extension ServerConnection {
    mutating func receiveHead(_ input: Input, at now: NIODeadline) -> [Action] {
        switch input {
        case .head(let head): self.begin(head, at: now)
        case .fault(let fault): self.refuse(fault)
        case .inputClosed: self.close()
        case .body, .end: []
        }
    }

    private mutating func begin(_ head: HTTPRequestHead, at now: NIODeadline) -> [Action] {
        self.body = []
        self.bodyCount = 0
        let hosts = head.headers["Host"].count
        guard hosts <= 1 else { return self.refuse(.hostRepeated) }
        guard hosts == 1 || head.isHTTP1_0 else { return self.refuse(.hostMissing) }
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
            if self.bodyCount > self.limits.body { return self.answer(head, .tooLarge, isOver: true) }
            // The end of the connection can look like the end of the body.
            if let length = head.declaredLength, self.bodyCount < length {
                return self.answer(head, .cutOff, isOver: false)
            }
            let body = self.body
            self.body = []
            return self.answer(head, .whole(body), isOver: true)
        case .head, .fault, .inputClosed:
            return self.answer(head, .cutOff, isOver: false)
        }
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

    mutating func refuse(_ fault: RequestFault) -> [Action] {
        self.state = .answering(Exchange(isOver: false, form: AnswerForm(isHeadOnly: false, isLast: true)))
        self.deadline = nil
        return [.refuse(fault)]
    }

    private static func asksBeforeSending(_ head: HTTPRequestHead) -> Bool {
        head.headers.first(name: "Expect")?.lowercased() == "100-continue"
    }
}

extension HTTPRequestHead {
    /// `Content-Length`, which the decoder has checked.
    fileprivate var declaredLength: Int? { self.headers.first(name: "Content-Length").flatMap(Int.init) }

    /// Such a client knows neither `100 Continue` nor, for sure, connections that stay.
    fileprivate var isHTTP1_0: Bool { self.version == .http1_0 }
}
