import HTTPServing
import NIOCore
import NIOHTTP1
import Testing

@Suite("A connection and its limits")
struct ServerConnectionLimitTests {
    private static let limits = {
        var limits = HTTPLimits()
        limits.body = 10
        limits.drainedBody = 20
        return limits
    }()

    @Test("A body of the limit is whole, a longer one is read to its end and dropped")
    func bodySize() {
        var transcript = Transcript(Self.limits)
        let head = Transcript.head()
        #expect(
            transcript.receive(.head(head), .bytes(10), .end)
                == [.answer(head, .whole(Array(repeating: 0x20, count: 10)))])
        #expect(transcript.answered() == [.write(Transcript.answer, Transcript.goesOn)])
        #expect(transcript.written().isEmpty)
        #expect(transcript.receive(.head(head), .bytes(10), .bytes(10), .end) == [.answer(head, .tooLarge)])
        #expect(transcript.answered() == [.write(Transcript.answer, Transcript.last)])
    }

    @Test("A body beyond what is drained is answered in the middle, and the rest is dropped")
    func endlessBody() {
        var transcript = Transcript(Self.limits)
        let head = Transcript.head()
        #expect(transcript.receive(.head(head), .bytes(20), .bytes(1)) == [.answer(head, .tooLarge)])
        #expect(transcript.receive(.bytes(100), .end).isEmpty)
        #expect(transcript.answered() == [.write(Transcript.answer, Transcript.last)])
        #expect(transcript.written() == [.closeOutput])
        #expect(transcript.receive(.bytes(100), .inputClosed) == [.close])
    }

    @Test("Whoever goes on sending after the answer to an endless body is left after a moment")
    func lingering() {
        var transcript = Transcript(Self.limits)
        #expect(transcript.receive(.head(Transcript.head()), .bytes(21)).count == 1)
        _ = transcript.answered()
        #expect(transcript.written() == [.closeOutput])
        for _ in 0..<9 {
            #expect(transcript.receive(.bytes(100)).isEmpty)
            #expect(transcript.wait(.milliseconds(100)).isEmpty)
        }
        #expect(transcript.wait(.milliseconds(100)) == [.close])
    }

    @Test("A length beyond what is drained, or that is asked for, is refused before the body comes")
    func declaredLength() {
        for headers: HTTPHeaders in [["Content-Length": "21"], ["Content-Length": "11", "Expect": "100-continue"]] {
            var transcript = Transcript(Self.limits)
            let head = Transcript.head(headers)
            #expect(transcript.receive(.head(head)) == [.answer(head, .tooLarge)])
            #expect(transcript.answered() == [.write(Transcript.answer, Transcript.last)])
        }
        var transcript = Transcript(Self.limits)
        #expect(transcript.receive(.head(Transcript.head(["Content-Length": "11"]))).isEmpty)
    }

    @Test("A body that breaks off decides nothing")
    func cutOff() {
        for ends: [ServerConnection.Input] in [[.inputClosed], [.brokenOff], [.end]] {
            var transcript = Transcript()
            let head = Transcript.head(["Content-Length": "5"])
            #expect(transcript.receive(.head(head), .bytes(4)).isEmpty)
            #expect(ends.flatMap { transcript.receive($0) } == [.answer(head, .cutOff)])
            #expect(transcript.answered() == [.write(Transcript.answer, Transcript.last)])
        }
    }

    @Test("A body that cannot be read decides nothing, and a head that breaks off is no request")
    func broken() {
        var transcript = Transcript()
        let head = Transcript.head(["Transfer-Encoding": "chunked"])
        #expect(transcript.receive(.head(head), .bytes(4), .fault(.malformed)) == [.answer(head, .malformed)])
        #expect(transcript.answered() == [.write(Transcript.answer, Transcript.last)])
        transcript = Transcript()
        #expect(transcript.receive(.brokenOff) == [.refuse(.malformed, of: nil)])
    }

    @Test(
        "A length beyond every number is too large, too",
        arguments: ["9223372036854775807", "9223372036854775808", "18446744073709551615"])
    func lengthBeyondNumbers(length: String) {
        var transcript = Transcript()
        let head = Transcript.head(["Content-Length": length])
        #expect(transcript.receive(.head(head)) == [.answer(head, .tooLarge)])
    }

    @Test("A body that is too large already is called neither late nor cut off")
    func tooLargeAndLate() {
        for (length, sent) in [("100000", 0), (nil, 70_000)] {
            var transcript = Transcript()
            let head = Transcript.head(length.map { ["Content-Length": $0] } ?? ["Transfer-Encoding": "chunked"])
            #expect(transcript.receive(.head(head), .bytes(sent)).isEmpty)
            #expect(transcript.wait(.seconds(15)) == [.answer(head, .tooLarge)])
            transcript = Transcript()
            #expect(transcript.receive(.head(head), .bytes(sent), .inputClosed) == [.answer(head, .tooLarge)])
        }
    }

    @Test("After a body that was too large the connection ends, though it was read to its end")
    func tooLargeIsLast() {
        var transcript = Transcript()
        let head = Transcript.head(["Content-Length": "70000"])
        #expect(transcript.receive(.head(head), .bytes(70_000), .end) == [.answer(head, .tooLarge)])
        #expect(transcript.answered() == [.write(Transcript.answer, Transcript.last)])
        // What still comes is dropped for a while, so that the answer is read.
        #expect(transcript.written() == [.closeOutput])
        #expect(transcript.receive(.head(head), .end).isEmpty)
        #expect(transcript.wait(.seconds(1)) == [.close])
    }

    @Test("A head beyond the limits is refused, whoever decoded it")
    func heads() {
        var limits = HTTPLimits()
        (limits.headFields, limits.headField, limits.head) = (3, 10, 28)
        let fitting: HTTPHeaders = ["a": "1234567890", "b": "12"]
        var transcript = Transcript(limits)
        #expect(transcript.receive(.head(Transcript.head(fitting))).isEmpty)
        let beyond: [HTTPHeaders] = [
            ["a": "", "b": "", "c": ""], ["a": "12345678901"], ["12345678901": "a"],
            ["a": "1234567890", "b": "123"],
        ]
        for fields in beyond {
            transcript = Transcript(limits)
            let head = Transcript.head(fields)
            #expect(transcript.receive(.head(head)) == [.refuse(.headTooLarge, of: head)])
        }
    }

    @Test("A body that does not arrive in its time is given up, however its bytes trickle")
    func bodyTime() {
        var transcript = Transcript()
        let head = Transcript.head()
        #expect(transcript.receive(.head(head)).isEmpty)
        for _ in 0..<14 {
            #expect(transcript.wait(.seconds(1)).isEmpty)
            #expect(transcript.receive(.bytes(1)).isEmpty)
            transcript.readCompleted()
        }
        #expect(transcript.wait(.seconds(1)) == [.answer(head, .late)])
        #expect(transcript.answered() == [.write(Transcript.answer, Transcript.last)])
    }

    @Test("A head that does not arrive in its time is refused, however its bytes trickle")
    func headTime() {
        var transcript = Transcript()
        #expect(transcript.wait(.seconds(14)).isEmpty)
        for _ in 0..<14 {
            transcript.readCompleted()
            #expect(transcript.wait(.seconds(1)).isEmpty)
        }
        #expect(transcript.wait(.seconds(1)) == [.refuse(.headLate, of: nil)])
    }

    @Test("A fresh connection that is silent, and one that rests for long, is closed without a word")
    func idleTime() {
        var transcript = Transcript()
        #expect(transcript.wait(.seconds(15)) == [.close])
        transcript = Transcript()
        let head = Transcript.head()
        #expect(transcript.receive(.head(head), .end) == [.answer(head, .whole([]))])
        // Finding the answer takes as long as it takes.
        #expect(transcript.wait(.hours(1)).isEmpty)
        #expect(transcript.answered() == [.write(Transcript.answer, Transcript.goesOn)])
        #expect(transcript.written().isEmpty)
        transcript.readCompleted()
        #expect(transcript.wait(.seconds(119)).isEmpty)
        #expect(transcript.wait(.seconds(1)) == [.close])
    }

    @Test("Whoever does not read its answer is left")
    func slowReader() {
        var transcript = Transcript()
        let head = Transcript.head()
        #expect(transcript.receive(.head(head), .end) == [.answer(head, .whole([]))])
        #expect(transcript.answered() == [.write(Transcript.answer, Transcript.goesOn)])
        #expect(transcript.wait(.seconds(29)).isEmpty)
        #expect(transcript.wait(.seconds(1)) == [.close])
        #expect(transcript.written().isEmpty)
    }
}
