import HTTPServing
import Testing

@Suite("HTTP/1.1 on the wire", .timeLimit(.minutes(1)))
struct HTTP1Tests {
    private static let get = "GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n"

    @Test("Answers come in the order of the requests, in one connection, whether they are found at once or later")
    func pipelining() async throws {
        try await LoopbackServer.run { port in
            let answers = try await RawClient.connect(to: port) { client in
                var requests = ""
                for number in 0..<1000 {
                    requests += "POST /\(number % 3 == 0 ? "later" : "\(number)") HTTP/1.1\r\nHost: localhost\r\n"
                    requests += "Content-Length: 4\r\n\r\n\(1000 + number)"
                }
                requests += "GET /end HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                try await client.send(requests)
                return try await client.readToEnd()
            }
            let echoes = answers.split(separator: "\r\n").filter { $0.hasPrefix("X-Echo: ") }
            let expected = (0..<1000).map { "X-Echo: POST /\($0 % 3 == 0 ? "later" : "\($0)")" } + ["X-Echo: GET /end"]
            #expect(echoes.map(String.init) == expected)
            #expect(answers.hasSuffix("Content-Length: 0\r\nConnection: close\r\n\r\n"))
        }
    }

    @Test("An answer is a status line, fields and the body; a 204 has no length")
    func form() async throws {
        try await LoopbackServer.run { port in
            let (echo, nothing, head) = try await RawClient.connect(to: port) { client in
                try await client.send("PUT /x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
                try await client.send("2\r\nab\r\n1\r\nc\r\n0\r\n\r\n")
                let echo = try await client.read(through: "abc")
                try await client.send("GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n")
                let nothing = try await client.read(through: "\r\n\r\n")
                try await client.send("HEAD /x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                return (echo, nothing, try await client.readToEnd())
            }
            #expect(echo == "HTTP/1.1 200 OK\r\nX-Echo: PUT /x\r\nContent-Length: 3\r\n\r\nabc")
            #expect(nothing == "HTTP/1.1 204 No Content\r\n\r\n")
            #expect(
                head == "HTTP/1.1 200 OK\r\nX-Echo: HEAD /x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        }
    }

    @Test("A method that nobody offers is a request like any other, as far as the decoder knows it")
    func rareMethods() async throws {
        try await LoopbackServer.run { port in
            for method in ["PATCH", "PROPFIND", "MKCALENDAR", "PURGE", "TRACE"] {
                let answer = try await RawClient.connect(to: port) { client in
                    try await client.send("\(method) /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                    return try await client.readToEnd()
                }
                #expect(answer.contains("X-Echo: \(method) /x"))
            }
        }
    }

    @Test("A client that asks before it sends is told to go on")
    func expectation() async throws {
        try await LoopbackServer.run { port in
            let (interim, answer) = try await RawClient.connect(to: port) { client in
                try await client.send(
                    "POST /x HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")
                let interim = try await client.read(through: "\r\n\r\n")
                try await client.send("abc")
                return (interim, try await client.read(through: "abc"))
            }
            #expect(interim == "HTTP/1.1 100 Continue\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
        }
    }

    @Test(
        "What is no request is answered, and the connection ends",
        arguments: [
            ("NONSENSE\r\n\r\n", "malformed"), ("FOO / HTTP/1.1\r\nHost: a\r\n\r\n", "malformed"),
            ("GET / HTTP/3.7\r\nHost: a\r\n\r\n", "malformed"),
            ("GET / HTTP/1.1\r\nHost a\r\n\r\n", "malformed"),
            ("GET / HTTP/1.1\r\nHost: a\r\n folded: b\r\n\r\n", "malformed"),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n", "malformed"),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", "malformed"),
            (
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
                "malformed"
            ),
            ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, gzip\r\n\r\n", "malformed"),
            ("GET / HTTP/1.1\r\n\r\n", "hostMissing"), ("GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n", "hostRepeated"),
            ("\u{16}\u{03}\u{01}\u{02}\u{00}\u{01}\u{00}", "malformed"),
        ])
    func fault(bytes: String, fault: String) async throws {
        try await LoopbackServer.run { port in
            let answer = try await RawClient.connect(to: port) { client in
                try await client.send(bytes)
                return try await client.readToEnd()
            }
            #expect(answer.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
            #expect(answer.hasSuffix("Connection: close\r\n\r\n\(fault)"))
        }
    }

    @Test("A Host with two ports, which JavaScript clients send, is one Host; HTTP/1.0 needs none")
    func hosts() async throws {
        try await LoopbackServer.run { port in
            for head in [
                "GET /x HTTP/1.1\r\nHost: localhost:7443:7443\r\nConnection: close\r\n\r\n", "GET /x HTTP/1.0\r\n\r\n",
            ] {
                let answer = try await RawClient.connect(to: port) { client in
                    try await client.send(head)
                    return try await client.readToEnd()
                }
                #expect(answer.contains("X-Echo: GET /x"))
            }
        }
    }

    @Test("A request whose client has left the other direction is answered; half a request is cut off")
    func halfClosed() async throws {
        try await LoopbackServer.run { port in
            let whole = try await RawClient.connect(to: port) { client in
                try await client.send(Self.get)
                client.finish()
                return try await client.readToEnd()
            }
            #expect(whole.contains("X-Echo: GET /a"))
            let half = try await RawClient.connect(to: port) { client in
                try await client.send("POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nabc")
                client.finish()
                return try await client.readToEnd()
            }
            #expect(half.hasSuffix("cut off"))
        }
    }

    @Test("While an answer is found, an actor on a loop of its own looks and waits in one step")
    func actorsStayInOneStep() async throws {
        try await LoopbackServer.run(responder: CountingResponder()) { port in
            let answer = try await RawClient.connect(to: port) { client in
                try await client.send("GET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                return try await client.readToEnd()
            }
            #expect(answer.hasSuffix("\r\n\r\n0"))
        }
    }
}
