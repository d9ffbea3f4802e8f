import HTTPServing
import NIOCore
import NIOHTTP1

/// A connection, and a clock that moves when it is told to.
struct Transcript {
    static let answer = HTTPAnswer(status: 200, body: Array("ok".utf8))
    static let goesOn = AnswerForm(isHeadOnly: false, isLast: false)
    static let last = AnswerForm(isHeadOnly: false, isLast: true)

    private(set) var connection: ServerConnection
    private(set) var now = NIODeadline.uptimeNanoseconds(1_000_000_000)

    init(_ limits: HTTPLimits = HTTPLimits()) {
        self.connection = ServerConnection(limits: limits, at: self.now)
    }

    static func head(
        _ headers: HTTPHeaders = [:], method: HTTPMethod = .POST, version: HTTPVersion = .http1_1
    ) -> HTTPRequestHead {
        var all: HTTPHeaders = ["Host": "localhost"]
        all.add(contentsOf: headers)
        return HTTPRequestHead(version: version, method: method, uri: "/", headers: all)
    }

    mutating func receive(_ inputs: ServerConnection.Input...) -> [ServerConnection.Action] {
        inputs.flatMap { self.connection.receive($0, at: self.now) }
    }

    mutating func readCompleted() { self.connection.readCompleted(at: self.now) }
    mutating func answered() -> [ServerConnection.Action] { self.connection.answered(Self.answer, at: self.now) }
    mutating func written() -> [ServerConnection.Action] { self.connection.written(at: self.now) }
    mutating func drain() -> [ServerConnection.Action] { self.connection.drain() }

    mutating func wait(_ time: TimeAmount) -> [ServerConnection.Action] {
        self.now = self.now + time
        return self.connection.timePassed(at: self.now)
    }
}

extension ServerConnection.Input {
    static func bytes(_ count: Int) -> Self { .body(ByteBuffer(repeating: 0x20, count: count)) }
}
