import CallAutomationClient
import Testing

@Suite("Credentials and options", .timeLimit(.minutes(1)))
struct CredentialTests {
    private struct NoToken: Error {}

    @Test("A token is asked for before each attempt and travels as Bearer, unsigned")
    func token() async throws {
        try await StandIn.run(.answer(503), .answer(204)) { service in
            let numbers = Counter()
            let client = try CallAutomationClient(
                endpoint: service.endpoint, credential: .token(provider: { "token-\(numbers.next())" }),
                options: .test())
            try await client.rejectCall(incomingCallContext: "C")
            let requests = await service.requests
            #expect(requests.map { $0.headers["authorization"] } == ["Bearer token-0", "Bearer token-1"])
            #expect(requests.allSatisfy { $0.headers["x-ms-content-sha256"] == nil })
        }
    }

    @Test("What a token provider throws reaches the caller, and nothing is sent")
    func failingProvider() async throws {
        try await StandIn.run(.answer(204)) { service in
            let client = try CallAutomationClient(
                endpoint: service.endpoint, credential: .token(provider: { throw NoToken() }), options: .test())
            await #expect(throws: NoToken.self) { try await client.rejectCall(incomingCallContext: "C") }
            #expect(await service.requests.isEmpty)
        }
    }

    @Test("A token that cannot stand in a header is refused and not shown", arguments: ["", "a b", "a\r\nX: y", "é"])
    func brokenToken(token: String) async throws {
        try await StandIn.run(.answer(204)) { service in
            let client = try CallAutomationClient(
                endpoint: service.endpoint, credential: .token(token), options: .test())
            let error = await #expect(throws: CallAutomationError.self) {
                try await client.rejectCall(incomingCallContext: "C")
            }
            #expect(error?.reason == .invalidCredential)
            #expect(error.map { token.isEmpty || !"\($0)".contains(token) } == true)
            #expect(await service.requests.isEmpty)
        }
    }

    @Test("A token does not travel in clear text to another machine; a key, which does not travel, may be used")
    func tokenOverHTTP() throws {
        let error = #expect(throws: CallAutomationError.self) {
            try CallAutomationClient(endpoint: "http://acs.example.test", credential: .token("t"))
        }
        #expect(error?.reason == .invalidCredential)
        _ = try CallAutomationClient(endpoint: "https://acs.example.test", credential: .token("t"))
        _ = try CallAutomationClient(endpoint: "http://acs.example.test", credential: .accessKey(StandIn.key))
    }

    @Test("A key that is not Base64 is refused and not shown")
    func brokenKey() {
        let error = #expect(throws: CallAutomationError.self) {
            try CallAutomationClient(endpoint: "https://h", credential: .accessKey("not/a*key"))
        }
        #expect(error?.reason == .invalidCredential)
        #expect(error.map { "\($0)".contains("not/a*key") } == false)
    }

    @Test("Certificates that cannot be read are named when the client is made")
    func unreadableCertificates() {
        for trust in [TLSTrust.pemFile("/nonexistent/ca.pem"), .pem("no certificate"), .pem("")] {
            var options = CallAutomationClient.Options()
            options.trust = trust
            let error = #expect(throws: CallAutomationError.self) {
                try CallAutomationClient(
                    endpoint: "https://h", credential: .accessKey(StandIn.key), options: options)
            }
            #expect(error?.reason == .invalidOption)
            #expect(error.map { "\($0)".hasPrefix("trust: ") } == true)
        }
    }

    @Test("An attempt needs some time")
    func timeout() {
        var options = CallAutomationClient.Options()
        options.requestTimeout = .zero
        let error = #expect(throws: CallAutomationError.self) {
            try CallAutomationClient(endpoint: "https://h", credential: .accessKey(StandIn.key), options: options)
        }
        #expect(error?.reason == .invalidOption)
    }
}
