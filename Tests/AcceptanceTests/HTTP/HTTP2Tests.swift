import AcceptanceHarness
import AsyncHTTPClient
import Foundation
import NIOHTTP1
import NIOSSL
import Testing

extension HTTPAcceptance {
    @Suite("HTTP/2")
    struct HTTP2 {
        private static let configuration = {
            var configuration = ServerConfiguration()
            configuration.hasTLS = true
            return configuration
        }()

        /// Clients that trust the server's development CA; with `.automatic` they take HTTP/2 where ALPN offers it.
        private func withClient(
            _ version: HTTPClient.Configuration.HTTPVersion, of server: DivertServer,
            _ body: (DivertClient) async throws -> Void
        ) async throws {
            var tls = TLSConfiguration.makeClientConfiguration()
            let authority = server.folder.url.appending(path: "data/development-ca.pem")
            tls.trustRoots = .file(authority.path())
            var configuration = HTTPClient.Configuration(tlsConfiguration: tls)
            configuration.httpVersion = version
            let connections = HTTPClient(configuration: configuration)
            let endpoint = try #require(server.ready.https)
            do {
                try await body(
                    DivertClient(
                        endpoint: endpoint, accessKey: DivertClient.developmentKey, connections: connections))
                try await connections.shutdown()
            } catch {
                try await connections.shutdown()
                throw error
            }
        }

        @Test("A call is redirected over HTTP/2, and many requests share a connection")
        func redirect() async throws {
            try await withServer(Self.configuration) { server in
                try await self.withClient(.automatic, of: server) { client in
                    let calls = try await withThrowingTaskGroup(of: CallView.self) { group in
                        for _ in 0..<20 {
                            group.addTask {
                                let made = try await client.basic(
                                    "POST", "/divert/calls", ["from": "+14255550123", "to": "+14255550100"])
                                #expect(made.version == .http2)
                                return try made.decoded()
                            }
                        }
                        return try await group.reduce(into: []) { $0.append($1) }
                    }
                    for call in calls {
                        let context = try #require(call.incomingCallContext)
                        let answer = try await client.redirect(context, to: "+14255550199").accepted()
                        #expect(answer.version == .http2)
                        #expect(answer.fields["content-length"] == nil)
                    }
                }
            }
        }

        @Test("Errors are as complete as with HTTP/1.1")
        func errors() async throws {
            try await withServer(Self.configuration) { server in
                try await self.withClient(.automatic, of: server) { client in
                    let nowhere = try await client.plain("GET", "/nowhere")
                    #expect(nowhere.version == .http2)
                    #expect(nowhere.status == 404 && nowhere.errorCode == "NotFound")
                    let long = try await client.signed(
                        "/calling/callConnections:redirect?api-version=2026-03-12",
                        Data(repeating: 0x20, count: 100_000))
                    #expect(long.status == 413 && long.errorCode == "RequestBodyTooLarge")
                    // HTTP/2 lets every method through; HTTP/1.1 knows a list of them.
                    let unheardOf = try await client.plain("FOO", "/calling/callConnections:redirect")
                    #expect(unheardOf.status == 405 && unheardOf.errorCode == "MethodNotAllowed")
                    #expect(unheardOf.fields["allow"] == "POST")
                    #expect(try await client.plain("GET", "/health/live").status == 200)
                }
            }
        }

        @Test("Who offers HTTP/1.1 alone gets HTTP/1.1")
        func fallback() async throws {
            try await withServer(Self.configuration) { server in
                try await self.withClient(.http1Only, of: server) { client in
                    let answer = try await client.plain("GET", "/health/live")
                    #expect(answer.version == .http1_1)
                    #expect(answer.status == 200)
                }
            }
        }
    }
}
