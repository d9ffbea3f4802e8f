import CallAutomationModel
import Hummingbird
import NIOCore
import NIOEmbedded
import Testing

@Suite("Row 2: the body, its size and its time")
struct RequestBodyTests {
    @Test("A body of exactly the limit is read, one byte more is 413")
    func limit() async throws {
        let server = try await TestServer()
        let call = try await server.simulate()
        var request = TestRequest.redirect(call.context)
        let padding = CommunicationError.bodyLimit - request.body.count
        request.body += Array(repeating: UInt8(ascii: " "), count: padding)
        #expect(try await server.send(request).status == 204)
        request.body.append(UInt8(ascii: " "))
        try await server.send(request).expectError(413, "RequestBodyTooLarge")
    }

    @Test("A long body without a length is 413, and the connection goes on when it was read to its end")
    func longChunks() async throws {
        let (body, source) = RequestBody.makeStream()
        async let answer = TestServer().send(
            TestRequest(TestRequest.redirectPath), body: body, on: NIOAsyncTestingChannel())
        for _ in 0..<10 { await source.yield(ByteBuffer(repeating: 0x20, count: 10_000)) }
        source.finish()
        try await answer.expectError(413, "RequestBodyTooLarge")
        #expect(try await answer.header("Connection") == nil)
    }

    @Test("A body beyond what is drained is answered at once, and the connection ends", arguments: [true, false])
    func endlessBody(asksFirst: Bool) async throws {
        let (body, source) = RequestBody.makeStream()
        var request = TestRequest(TestRequest.redirectPath).with("Content-Length", asksFirst ? "70000" : "5000000000")
        if asksFirst { request = request.with("Expect", "100-continue") }
        let channel = NIOAsyncTestingChannel()
        let answer = try await TestServer().send(request, body: body, on: channel)
        answer.expectError(413, "RequestBodyTooLarge")
        #expect(answer.header("Connection") == "close")
        await channel.testingEventLoop.advanceTime(by: .seconds(2))
        source.finish()
    }

    @Test("A body that does not arrive in its time is 408, and the connection ends")
    func slowBody() async throws {
        let channel = NIOAsyncTestingChannel()
        let (body, source) = RequestBody.makeStream()
        let server = try await TestServer()
        let request = TestRequest.redirect("context")
        async let answer = server.send(request, body: body, on: channel)
        await source.yield(ByteBuffer(string: "{"))
        let clock = Task {
            while !Task.isCancelled { await channel.testingEventLoop.advanceTime(by: .seconds(15)) }
        }
        try await answer.expectError(408, "RequestTimeout")
        #expect(try await answer.header("Connection") == "close")
        clock.cancel()
        await clock.value
        source.finish()
    }

    @Test(
        "A body shorter than its announced length, or one that breaks off, decides nothing", arguments: [true, false])
    func cutOff(breaks: Bool) async throws {
        let server = try await TestServer()
        let call = try await server.simulate()
        let request = TestRequest.redirect(call.context)
        let channel = NIOAsyncTestingChannel()
        let (body, source) = RequestBody.makeStream()
        async let answer = server.send(
            request.with("Content-Length", "\(request.body.count + 1)"), body: body, on: channel)
        await source.yield(ByteBuffer(bytes: request.body))
        if breaks { source.finish(CancellationError()) } else { source.finish() }
        try await answer.expectError(400, "8523")
        await channel.testingEventLoop.advanceTime(by: .seconds(2))
        #expect(try await server.send(.get("/divert/calls/\(call.id)"))["state"] == .string("ringing"))
    }

    @Test("A body in chunks is one body")
    func chunks() async throws {
        let server = try await TestServer()
        let call = try await server.simulate()
        let request = TestRequest.redirect(call.context).with("Transfer-Encoding", "chunked")
        let (body, source) = RequestBody.makeStream()
        async let answer = server.send(request, body: body, on: NIOAsyncTestingChannel())
        for byte in request.body { await source.yield(ByteBuffer(bytes: [byte])) }
        source.finish()
        #expect(try await answer.status == 204)
    }
}
