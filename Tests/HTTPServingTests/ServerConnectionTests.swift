import HTTPServing
import NIOCore
import NIOHTTP1
import Testing

@Suite("A connection and its requests")
struct ServerConnectionTests {
    @Test("One request after another is answered, and the connection goes on")
    func keepAlive() {
        var transcript = Transcript()
        let head = Transcript.head()
        for _ in 0..<3 {
            #expect(transcript.receive(.head(head), .bytes(2), .bytes(1)).isEmpty)
            #expect(transcript.receive(.end) == [.answer(head, .whole([0x20, 0x20, 0x20]))])
            #expect(transcript.answered() == [.write(Transcript.answer, Transcript.goesOn)])
            #expect(transcript.written().isEmpty)
        }
    }

    @Test("Requests that come too early wait for their turn, and nothing more is read meanwhile")
    func pipelining() {
        var transcript = Transcript()
        let first = Transcript.head(method: .GET)
        let second = Transcript.head()
        #expect(transcript.receive(.head(first), .end) == [.answer(first, .whole([]))])
        #expect(transcript.connection.wantsInput)
        #expect(transcript.receive(.head(second), .bytes(1), .end, .head(first)).isEmpty)
        #expect(!transcript.connection.wantsInput)
        #expect(transcript.answered() == [.write(Transcript.answer, Transcript.goesOn)])
        #expect(transcript.written() == [.answer(second, .whole([0x20]))])
        #expect(!transcript.connection.wantsInput)
        #expect(transcript.answered() == [.write(Transcript.answer, Transcript.goesOn)])
        #expect(transcript.written().isEmpty)
        #expect(transcript.connection.wantsInput)
        #expect(transcript.receive(.end) == [.answer(first, .whole([]))])
    }

    @Test("The answer is the last one when the client says so, speaks HTTP/1.0, or wants another protocol")
    func lastAnswer() {
        let heads = [
            Transcript.head(["Connection": "close"]), Transcript.head(version: .http1_0),
            Transcript.head(["Connection": "keep-alive"], version: .http1_0),
            Transcript.head(["Connection": "Upgrade, HTTP2-Settings", "Upgrade": "h2c", "HTTP2-Settings": "AAAA"]),
        ]
        for head in heads {
            var transcript = Transcript()
            #expect(transcript.receive(.head(head), .end) == [.answer(head, .whole([]))])
            #expect(transcript.answered() == [.write(Transcript.answer, Transcript.last)])
            #expect(transcript.written() == [.close])
            #expect(transcript.receive(.head(head), .end, .inputClosed).isEmpty)
        }
    }

    @Test("HEAD is answered without the body")
    func headOnly() {
        var transcript = Transcript()
        let head = Transcript.head(method: .HEAD)
        #expect(transcript.receive(.head(head), .end) == [.answer(head, .whole([]))])
        let form = AnswerForm(isHeadOnly: true, isLast: false)
        #expect(transcript.answered() == [.write(Transcript.answer, form)])
    }

    @Test("A client that asks before it sends is told to go on; one of HTTP/1.0 does not know the answer")
    func expectation() {
        var transcript = Transcript()
        let asks: HTTPHeaders = ["Expect": "100-Continue", "Content-Length": "1"]
        #expect(transcript.receive(.head(Transcript.head(asks))) == [.sendContinue])
        transcript = Transcript()
        #expect(transcript.receive(.head(Transcript.head(asks, version: .http1_0))).isEmpty)
    }

    @Test(
        "What is no request gets the last answer; what still comes is dropped for a while",
        arguments: RequestFault.allCases)
    func fault(fault: RequestFault) {
        var transcript = Transcript()
        #expect(transcript.receive(.fault(fault)) == [.refuse(fault, of: nil)])
        #expect(transcript.receive(.fault(.malformed), .bytes(9)).isEmpty)
        #expect(transcript.answered() == [.write(Transcript.answer, Transcript.last)])
        #expect(transcript.written() == [.closeOutput])
        #expect(transcript.receive(.bytes(9), .fault(.malformed)).isEmpty)
        #expect(transcript.wait(.seconds(1)) == [.close])
    }

    @Test("Without a Host, or with two, HTTP/1.1 is refused; HTTP/1.0 needs none")
    func hosts() {
        var transcript = Transcript()
        var head = Transcript.head(["host": "other"])
        #expect(transcript.receive(.head(head)) == [.refuse(.hostRepeated, of: head)])
        head.headers = [:]
        transcript = Transcript()
        #expect(transcript.receive(.head(head)) == [.refuse(.hostMissing, of: head)])
        head.version = .http1_0
        transcript = Transcript()
        #expect(transcript.receive(.head(head)).isEmpty)
    }

    @Test("A client that left before its answer has no influence on it, and nobody is written to")
    func clientLeaves() {
        var transcript = Transcript()
        let head = Transcript.head()
        #expect(transcript.receive(.head(head), .end) == [.answer(head, .whole([]))])
        // It may still read.
        #expect(transcript.receive(.inputClosed).isEmpty)
        #expect(transcript.answered() == [.write(Transcript.answer, Transcript.goesOn)])
        #expect(transcript.written() == [.close])
    }

    @Test("A connection that rests closes with its client")
    func clientCloses() {
        var transcript = Transcript()
        #expect(transcript.receive(.inputClosed) == [.close])
    }

    @Test("When the server stops, a request that has begun is answered, a connection that rests closes")
    func drain() {
        var transcript = Transcript()
        #expect(transcript.drain() == [.close])
        transcript = Transcript()
        let head = Transcript.head()
        #expect(transcript.receive(.head(head)).isEmpty)
        #expect(transcript.drain().isEmpty)
        #expect(transcript.receive(.end) == [.answer(head, .whole([]))])
        #expect(transcript.answered() == [.write(Transcript.answer, Transcript.last)])
        #expect(transcript.written() == [.close])
    }
}
