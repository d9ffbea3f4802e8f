import CallAutomationModel
import HTTPAPI
import RequestSigning
import Testing

@Suite("Row 4: who asks")
struct AuthenticationTests {
    @Test("Whatever is not signed by the resource is 401 Denied, and the message says which part is wrong")
    func denied() async throws {
        let server = try await TestServer()
        let call = try await server.simulate()
        var unsigned = TestRequest.redirect(call.context)
        unsigned.key = nil
        var wrongKey = TestRequest.redirect(call.context)
        wrongKey.key = AccessKey(bytes: [9])
        var otherBody = TestRequest.redirect(call.context)
        otherBody.signedHost = "elsewhere.example"
        let requests: [(TestRequest, String)] = [
            (unsigned, "is missing"), (unsigned.with("Authorization", "Bearer eyJ"), "no JSON Web Token"),
            (unsigned.with("Authorization", "eyJhbGciOi"), "must be HMAC-SHA256"),
            (unsigned.with("Authorization", "a.b.c"), "no JSON Web Token"),
            (unsigned.with("Authorization", "Basic eDp5"), "must be HMAC-SHA256"),
            (unsigned.with("Authorization", "HMAC-SHA256 nonsense"), "must be HMAC-SHA256"),
            (wrongKey, "signature does not match"), (otherBody, "signature does not match"),
            (TestRequest.redirect(call.context).with("Authorization", "x"), "more than once"),
            (TestRequest.redirect(call.context).with("Host", "other.example"), "more than once"),
        ]
        for (request, part) in requests {
            let answer = try await server.send(request)
            answer.expectError(401, "Denied")
            #expect(answer.message?.contains(part) == true, "\(answer.message ?? "")")
            #expect(answer.header("WWW-Authenticate") != nil)
        }
        #expect(try await server.send(.get("/divert/calls/\(call.id)"))["state"] == .string("ringing"))
    }

    @Test("Both keys of a resource are good")
    func secondaryKey() async throws {
        let server = try await TestServer()
        var request = TestRequest.redirect(try await server.simulate().context)
        request.key = server.resources[0].accessKeys[1]
        #expect(try await server.send(request).status == 204)
    }

    @Test(
        "Every spelling of the host that an SDK signs is accepted",
        arguments: [
            ("localhost:7443", "localhost:7443/"), ("localhost:7443", "LOCALHOST:7443"),
            ("localhost:7443:7443", "localhost:7443:7443"), ("localhost", "localhost"), ("[::1]:7443", "[::1]:7443"),
        ])
    func spellings(host: String, signed: String) async throws {
        let server = try await TestServer(resources: [.local(hosts: ["LOCALHOST", "::1"])])
        var request = TestRequest.redirect(try await server.simulate().context)
        request.host = host
        request.signedHost = signed
        #expect(try await server.send(request).status == 204)
    }

    @Test(
        "A forwarded host is accepted when it is one of the resource's",
        arguments: ["x-ms-host", "X-Forwarded-Host"])
    func forwarded(header: String) async throws {
        let server = try await TestServer(resources: [.local(hosts: ["acs.example"])])
        let call = try await server.simulate()
        var request = TestRequest.redirect(call.context)
        request.host = "proxy.example"
        request.signedHost = "acs.example"
        request.headers.append((header, "acs.example"))
        #expect(try await server.send(request).status == 204)
    }

    @Test("With several resources the Host says which one; an unknown Host is nobody's")
    func severalResources() async throws {
        let one = try HTTPResource.local("one", hosts: ["one.example"], key: 1)
        let two = try HTTPResource.local("two", hosts: ["two.example"], key: 2)
        let server = try await TestServer(resources: [one, two])
        let call = try await server.simulate(as: two)
        var request = TestRequest.redirect(call.context)
        request.host = "nobody.example"
        try await server.send(request).expectError(401, "Denied")
        request.host = "two.example:7443"
        try await server.send(request).expectError(401, "Denied")
        request.key = two.accessKeys[0]
        #expect(try await server.send(request).status == 204)
    }

    @Test(
        "With several resources a forwarded host says which one where the Host does not",
        arguments: ["x-ms-host", "X-Forwarded-Host"])
    func forwardedResource(header: String) async throws {
        let one = try HTTPResource.local("one", hosts: ["one.example"], key: 1)
        let two = try HTTPResource.local("two", hosts: ["two.example"], key: 2)
        let server = try await TestServer(resources: [one, two])
        let call = try await server.simulate(as: two)
        var request = TestRequest.redirect(call.context)
        request.key = two.accessKeys[0]
        request.host = "gateway.example"
        request.signedHost = "two.example"
        let fields = request.headers
        for forwarded in ["one.example, two.example", "nobody.example", "one.example"] {
            request.headers = fields + [(header, forwarded)]
            try await server.send(request).expectError(401, "Denied")
        }
        // A Host that is known decides alone.
        request.host = "one.example"
        request.headers = fields + [(header, "two.example")]
        try await server.send(request).expectError(401, "Denied")
        request.host = "gateway.example"
        #expect(try await server.send(request).status == 204)
    }
}
