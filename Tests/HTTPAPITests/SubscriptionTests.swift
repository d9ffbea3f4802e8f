import CallAutomationModel
import CallRouting
import EventDelivery
import HTTPAPI
import HTTPTypes
import Testing

@Suite("Subscriptions over HTTP")
struct SubscriptionTests {
    private static let path = "/divert/subscriptions"
    private static let local = #"{"endpoint":"http://127.0.0.1/e?code=word","headers":{"Authorization":"Bearer word"}}"#

    private func request(_ method: HTTPRequest.Method, _ path: String, _ body: String = "") -> TestRequest {
        var request = TestRequest(Self.path + path, body)
        request.method = method
        return request
    }

    @Test("One is made, shown without its secrets, changed and removed")
    func life() async throws {
        let server = try await TestServer()
        let made = try await server.send(self.request(.put, "/made", Self.local))
        #expect(made.status == 201)
        #expect(made["state"]?.string == "valid" && made["origin"]?.string == "api")
        #expect(made["endpoint"]?.string == "http://127.0.0.1/e?…")
        let shown = try await server.send(self.request(.get, "/made"))
        #expect(shown.status == 200 && shown.body == made.body)
        #expect(!String(decoding: shown.body, as: UTF8.self).contains("word"))
        #expect(shown["headers"] == .array([.string("Authorization")]))
        let list = try await server.send(self.request(.get, ""))
        #expect(list["subscriptions"]?.elements.map { $0["name"]?.string } == ["app", "made"])
        #expect(try await server.send(self.request(.put, "/made", Self.local)).status == 200)
        let call = try await server.simulate()
        let view = try await server.send(.get("/divert/calls/\(call.id)"))
        #expect(view["events"]?.elements.map { $0["subscription"]?.string } == ["app", "made"])
        #expect(try await server.send(self.request(.delete, "/made")).status == 204)
        try await server.send(self.request(.get, "/made")).expectError(404, "SubscriptionNotFound")
        try await server.send(self.request(.delete, "/made")).expectError(404, "SubscriptionNotFound")
    }

    @Test("Endpoints elsewhere are asked first; the code lets whoever has it agree, once")
    func validation() async throws {
        let server = try await TestServer()
        let made = try await server.send(self.request(.put, "/far", #"{"endpoint":"https://app.example/e"}"#))
        #expect(made.status == 201 && made["state"]?.string == "pending")
        let again = try await server.send(self.request(.post, "/far:validate"))
        #expect(again.status == 200 && again["state"]?.string == "pending")
        var guess = self.request(.get, "/far:confirm?code=guess")
        guess.key = nil
        try await server.send(guess).expectError(404, "ValidationCodeUnknown")
        let always = #"{"endpoint":"http://127.0.0.1/e","validation":"always"}"#
        #expect(try await server.send(self.request(.put, "/near", always))["state"]?.string == "pending")
    }

    @Test(
        "What is wrong is told",
        arguments: [
            ("/a", "{}", "endpoint"), ("/a", #"{"endpoint":"ftp://a"}"#, "endpoint"),
            ("/a", #"{"endpoint":"http://10.0.0.1"}"#, "endpoint"),
            ("/a%20b", #"{"endpoint":"http://127.0.0.1"}"#, "name"),
            ("/a", #"{"endpoint":"http://127.0.0.1","schema":"xml"}"#, "schema"),
        ])
    func wrong(path: String, body: String, target: String) async throws {
        let server = try await TestServer()
        try await server.send(self.request(.put, path, body)).expectError(400, "8523", target: target)
    }

    @Test("Those of the configuration are not changed, and nothing is done without a credential")
    func guarded() async throws {
        let server = try await TestServer()
        try await server.send(self.request(.put, "/app", Self.local)).expectError(409, "SubscriptionConfigured")
        try await server.send(self.request(.delete, "/app")).expectError(409, "SubscriptionConfigured")
        for (method, path) in [
            (.get, ""), (.get, "/app"), (.put, "/a"), (.delete, "/app"), (.post, "/app:validate"),
        ] as [(HTTPRequest.Method, String)] {
            var request = self.request(method, path, Self.local)
            request.key = nil
            try await server.send(request).expectError(401, "Denied")
        }
    }

    @Test("A resource sees and changes its own, and sees those for all")
    func resources() async throws {
        let other = try HTTPAPIEnvironment.Resource.local("other", id: "other", hosts: ["other"], key: 3)
        let server = try await TestServer(resources: [.local(), other])
        #expect(try await server.send(self.request(.put, "/mine", Self.local)).status == 201)
        func foreign(_ method: HTTPRequest.Method, _ path: String, _ body: String = "") -> TestRequest {
            var request = self.request(method, path, body)
            request.host = "other"
            request.key = other.accessKeys[0]
            return request
        }
        let list = try await server.send(foreign(.get, ""))
        #expect(list["subscriptions"]?.elements.map { $0["name"]?.string } == ["app"])
        try await server.send(foreign(.get, "/mine")).expectError(404, "SubscriptionNotFound")
        try await server.send(foreign(.put, "/mine", Self.local)).expectError(403, "7507")
        try await server.send(foreign(.delete, "/mine")).expectError(403, "7507")
        try await server.send(foreign(.post, "/mine:validate")).expectError(403, "7507")
    }

    @Test("A full disk is told, and the subscription is not there")
    func fullDisk() async throws {
        let server = try await TestServer(store: MoodyStore(.refusesSubscriptions))
        try await server.send(self.request(.put, "/made", Self.local)).expectError(503, "9999", retryAfter: "1")
        try await server.send(self.request(.get, "/made")).expectError(404, "SubscriptionNotFound")
    }
}
