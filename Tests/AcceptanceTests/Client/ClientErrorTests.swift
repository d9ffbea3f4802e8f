import CallAutomationClient
import Testing

extension ClientAcceptance {
    @Suite("says what went wrong")
    struct Errors {
        private static func error(
            _ client: CallAutomationClient, _ context: String = "bogus"
        ) async
            -> CallAutomationError?
        {
            await #expect(throws: CallAutomationError.self) {
                try await client.redirectCall(incomingCallContext: context, to: .phoneNumber("+14255550123"))
            }
        }

        @Test("A made-up context and a wrong key are told apart")
        func refusals() async throws {
            try await withServer { server in
                let bogus = await Self.error(try Connection.http.client(of: server))
                #expect(bogus?.status == 400 && bogus?.code == "8523" && bogus?.target == "incomingCallContext")
                #expect(bogus?.advice?.hasPrefix("Use the context of the event unchanged") == true)

                let stranger = try CallAutomationClient(
                    endpoint: server.ready.http, credential: .accessKey("AAECAwQFBgcICQoLDA0ODw=="))
                let denied = await Self.error(stranger)
                #expect(denied?.status == 401 && denied?.code == "Denied")
                #expect(denied.map { "\($0)".contains("AAECAwQF") } == false)
            }
        }

        @Test("A certificate of an unknown authority is refused at once, with the way out")
        func untrusted() async throws {
            try await withServer(Connection.https.configuration) { server in
                let client = try CallAutomationClient(
                    endpoint: server.ready.https ?? "", credential: .accessKey(DivertClient.developmentKey))
                let error = await Self.error(client)
                #expect(error?.reason == .notReached)
                #expect(error?.attempts == 1)
                #expect(error?.message.contains("trust") == true, "\(error?.description ?? "no error")")
            }
        }
    }
}
