import CallAutomationModel
import HTTPTypes
import Testing

@Suite("Row 1: path and method")
struct PathAndMethodTests {
    @Test(
        "An unknown path is 404 with a complete error",
        arguments: [
            "/", "/calling", "/calling/callConnections:redirct", "/calling/callConnections:redirect/",
            "//calling/callConnections:redirect", "/Calling/callConnections:redirect", "/metrics/", "/openapi.yaml",
            "/divert", "/divert/calls/", "/divert/calls/:redirect", "/divert/calls/a/b", "/divert/calls/x:unknown",
            "/health", "*", "/calling/callConnections/", "/calling/recordings/", "/calling/recordingsx",
        ])
    func unknown(path: String) async throws {
        try await TestServer().send(TestRequest(path, "{}")).expectError(404, "NotFound")
    }

    @Test(
        "A known path with another method is 405 and says which it takes",
        arguments: [
            ("GET", "/calling/callConnections:redirect", "POST"), ("HEAD", "/calling/callConnections:reject", "POST"),
            ("PUT", "/divert/calls", "GET, HEAD, POST"), ("POST", "/divert/calls/x", "GET, HEAD"),
            ("DELETE", "/divert/calls/x:hangup", "POST"), ("POST", "/health/live", "GET, HEAD"),
            ("OPTIONS", "/calling/callConnections:redirect", "POST"),
            ("FOO", "/calling/callConnections:redirect", "POST"), ("post", "/calling/callConnections:redirect", "POST"),
            ("PATCH", "/divert/subscriptions/app", "GET, HEAD, PUT, DELETE"),
        ])
    func wrongMethod(method: String, path: String, allowed: String) async throws {
        var request = TestRequest(path)
        request.method = try #require(.init(method))
        let answer = try await TestServer().send(request)
        #expect(answer.status == 405)
        #expect(answer.header("Allow") == allowed)
        #expect(answer.header("x-ms-error-code") == "MethodNotAllowed")
    }

    @Test(
        "Operations of the cloud that are not offered are 501 by name, whoever asks and however",
        arguments: [
            ("POST", "/calling/callConnections:answer"), ("POST", "/calling/callConnections%3Aanswer"),
            ("POST", "/calling/callConnections:connect"), ("POST", "/calling/callConnections"),
            ("GET", "/calling/callConnections/abc"), ("DELETE", "/calling/callConnections/abc"),
            ("POST", "/calling/callConnections/abc:play"), ("POST", "/calling/callConnections/abc:terminate"),
            ("GET", "/calling/callConnections/abc/participants"),
            ("GET", "/calling/callConnections/abc/participants/4:+14255550123"),
            ("POST", "/calling/callConnections/abc/participants:moveHere"), ("POST", "/calling/recordings"),
            ("GET", "/calling/recordings/abc"), ("POST", "/calling/recordings/abc:pause"),
        ])
    func notOffered(method: String, path: String) async throws {
        var request = TestRequest("\(path)?api-version=2026-03-12", "{}")
        request.method = try #require(.init(method))
        request.key = nil
        let answer = try await TestServer().send(request)
        answer.expectError(501, "8520")
        #expect(answer.header("Allow") == nil)
        #expect(answer.message?.contains("Divert redirects and rejects incoming calls") == true)
    }

    @Test("The colon may be escaped; the signature covers what was sent", arguments: ["%3A", "%3a", ":"])
    func escapedColon(colon: String) async throws {
        let server = try await TestServer()
        let call = try await server.simulate()
        var request = TestRequest.redirect(call.context)
        request.path = "/calling/callConnections\(colon)redirect?api-version=2026-03-12"
        #expect(try await server.send(request).status == 204)
    }

    @Test("The path prefix of the public address is accepted, and links begin with it")
    func prefix() async throws {
        let server = try await TestServer(publicAuthority: "calls.example", pathPrefix: "/base/")
        var simulated = TestRequest("/base/divert/calls", #"{"from":"+14255550199","to":"+14255550100"}"#)
        simulated.host = "calls.example"
        let answer = try await server.send(simulated)
        let id = try #require(answer["id"]?.string)
        #expect(answer.header("Location") == "/base/divert/calls/\(id)")

        var request = TestRequest.redirect(try #require(answer["incomingCallContext"]?.string))
        request.path = "/base\(request.path)"
        request.signedHost = "calls.example/base"
        #expect(try await server.send(request).status == 204)
        try await server.send(TestRequest("/bass/divert/calls")).expectError(404, "NotFound")
    }
}
