import HTTPServing
import NIOCore
import Testing

@Suite("Limits on the wire", .timeLimit(.minutes(1)))
struct HTTP1LimitTests {
    /// Sends `text` and reads until the server closes.
    private static func exchange(_ text: String, _ limits: HTTPLimits) async throws -> String {
        let (answers, found) = AsyncStream.makeStream(of: String.self)
        try await LoopbackServer.run(limits) { port in
            found.yield(
                try await RawClient.connect(to: port) { client in
                    try await client.send(text)
                    return try await client.readToEnd()
                })
        }
        for await answer in answers { return answer }
        return ""
    }

    @Test(
        "A head beyond its limits is refused",
        arguments: [
            "GET /\(String(repeating: "a", count: 40_000)) HTTP/1.1\r\n",
            "GET / HTTP/1.1\r\nX: \(String(repeating: "a", count: 20_000))\r\n",
            "GET / HTTP/1.1\r\n\(String(repeating: "a", count: 20_000)): x\r\n",
            "GET / HTTP/1.1\r\n" + String(repeating: "X: \(String(repeating: "a", count: 9_000))\r\n", count: 4),
            "GET / HTTP/1.1\r\n" + String(repeating: "X: a\r\n", count: 101),
        ])
    func head(text: String) async throws {
        let answer = try await Self.exchange(text, HTTPLimits())
        #expect(answer.hasSuffix("headTooLarge"))
    }

    @Test("A large head within the limits is read")
    func largeHead() async throws {
        let fields = String(repeating: "X: \(String(repeating: "a", count: 300))\r\n", count: 90)
        let answer = try await Self.exchange(
            "GET / HTTP/1.1\r\nHost: a\r\n\(fields)Connection: close\r\n\r\n", HTTPLimits())
        #expect(answer.hasPrefix("HTTP/1.1 200 OK"))
    }

    @Test(
        "A body beyond the limit is drained up to a bound, answered, and the connection ends",
        arguments: [
            "Content-Length: 100000\r\n\r\n" + Self.long + "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
            "Transfer-Encoding: chunked\r\n\r\n" + String(repeating: "186a0\r\n\(Self.long)\r\n", count: 11),
        ])
    func body(text: String) async throws {
        var limits = HTTPLimits()
        // The client closes first.
        limits.lingerTime = .seconds(30)
        let answers = try await Self.exchange("POST /1 HTTP/1.1\r\nHost: a\r\n\(text)", limits)
        #expect(answers.ranges(of: "X-Echo").count == 1 && answers.contains("X-Echo: POST /1"))
        #expect(answers.hasSuffix("Connection: close\r\n\r\ntoo large"))
    }

    private static let long = String(repeating: "a", count: 100_000)

    @Test("White space around a field value is none of it, and the absolute form is the origin form with its Host")
    func normalized() async throws {
        let answer = try await Self.exchange(
            "POST http://b:80/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 2 \r\nConnection: close\t \r\n\r\nok",
            HTTPLimits())
        #expect(answer.contains("X-Echo: POST /1\r\n") && answer.hasSuffix("\r\n\r\nok"))
    }

    @Test("Half a head is answered when the time for heads is over")
    func headLate() throws {
        let limits = HTTPLimits()
        let connection = try EmbeddedConnection(limits, offering: ["http/1.1"])
        try connection.carry()
        try connection.send("GET / HTT")
        try connection.wait(limits.headTime)
        #expect(connection.text().hasSuffix("headLate"))
        connection.end()
    }

    @Test("Each time limit ends a connection that reaches it")
    func times() async throws {
        var limits = HTTPLimits()
        limits.headTime = .milliseconds(500)
        #expect(try await Self.exchange("", limits).isEmpty)
        limits = HTTPLimits()
        limits.idleTime = .milliseconds(500)
        #expect(try await Self.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n", limits).hasPrefix("HTTP/1.1 200 OK"))
        limits = HTTPLimits()
        limits.bodyTime = .milliseconds(500)
        #expect(
            try await Self.exchange("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na", limits)
                .hasSuffix("late"))
    }

    @Test("Whoever does not read a long answer is left, and does not hold up the end of the server")
    func slowReader() async throws {
        var limits = HTTPLimits()
        limits.answerTime = .milliseconds(500)
        limits.drainTime = .hours(1)
        let (begun, begin) = AsyncStream.makeStream(of: Void.self)
        let (ended, end) = AsyncStream.makeStream(of: Void.self)
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        async let received = {
            for await port in ports {
                return try await RawClient.connect(to: port) { client in
                    try await client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
                    var text = try await client.read(through: "\r\n\r\n")
                    begin.finish()
                    for await _ in ended {}
                    text += (try? await client.readToEnd()) ?? ""
                    return text.utf8.count
                }
            }
            return 0
        }()
        try await LoopbackServer.run(limits) { port in
            found.yield(port)
            for await _ in begun {}
        }
        end.finish()
        #expect(try await (1..<EchoResponder.largeBody).contains(received))
    }

    @Test("A connection beyond the cap waits until another one ends")
    func connections() async throws {
        var limits = HTTPLimits()
        limits.connections = 1
        let request = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n"
        let (answers, found) = AsyncStream.makeStream(of: String.self)
        try await LoopbackServer.run(limits) { port in
            let second = try await RawClient.connect(to: port) { client in
                try await client.send(request)
                _ = try await client.read(through: "GET /a")
                found.yield("first")
                let second = Task {
                    try await RawClient.connect(to: port) { client in
                        try await client.send(request)
                        _ = try await client.read(through: "GET /a")
                        found.yield("second")
                    }
                }
                try await client.send(request)
                _ = try await client.read(through: "GET /a")
                found.yield("first")
                return second
            }
            try await second.value
            found.finish()
        }
        let order = await answers.reduce(into: []) { $0.append($1) }
        #expect(order == ["first", "first", "second"])
    }
}
