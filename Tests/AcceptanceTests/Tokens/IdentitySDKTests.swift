import Foundation
import Testing

extension TokenAcceptance {
    @Suite("The official identity SDK for Python")
    struct Identity {
        private static let hour: Double = 3_600

        private var configuration: ServerConfiguration {
            var configuration = ServerConfiguration()
            configuration.hasTLS = true
            configuration.otherResource = "00000000-0000-0000-0000-000000000002"
            return configuration
        }

        @Test("creates users, issues, revokes and deletes", arguments: PythonSDK.Flavour.allCases)
        func operations(flavour: PythonSDK.Flavour) async throws {
            try await withServer(configuration) { server in
                try await IdentitySDK.with(server, flavour) { sdk in
                    let user = try #require(try await sdk.run(.init(operation: "create user")).user)
                    #expect(user.hasPrefix("8:acs:\(ServerConfiguration.developmentResource)_"))

                    let now = Date().timeIntervalSince1970
                    let issued = try await sdk.run(.init(operation: "get token", user: user, scopes: ["voip"]))
                    #expect(issued.token?.split(separator: ".").count == 3)
                    #expect(abs((issued.expiresOn ?? 0) - now - 24 * Self.hour) < 60)
                    let short = try await sdk.run(
                        .init(operation: "create user and token", scopes: ["chat", "voip"], minutes: 60))
                    #expect(short.user != nil && short.user != user)
                    #expect(abs((short.expiresOn ?? 0) - now - Self.hour) < 60)

                    let tooShort = try await sdk.run(
                        .init(operation: "get token", user: user, scopes: ["voip"], minutes: 59))
                    #expect(tooShort.status == 400 && tooShort.code == "8523")
                    let teams = try await sdk.run(.init(operation: "exchange"))
                    #expect(teams.status == 501 && teams.raised == "HttpResponseError")

                    let revoked = try await sdk.run(.init(operation: "revoke tokens", user: user))
                    #expect(revoked.returned == "None")
                    #expect(try await sdk.run(.init(operation: "delete user", user: user)).returned == "None")
                    let gone = try await sdk.run(.init(operation: "delete user", user: user))
                    #expect(gone.raised == "ResourceNotFoundError" && gone.code == "IdentityNotFound")
                }
            }
        }

        @Test("gives tokens with which the call automation SDK redirects", arguments: PythonSDK.Flavour.allCases)
        func redirects(flavour: PythonSDK.Flavour) async throws {
            try await withServer(configuration) { server in
                try await IdentitySDK.with(server, flavour) { sdk in
                    let made = try await sdk.run(.init(operation: "create user and token", scopes: ["voip"]))
                    let (user, token) = (try #require(made.user), try #require(made.token))
                    func redirect(_ call: CallView, by token: String) async throws -> IdentitySDK.Outcome {
                        try await sdk.run(
                            .init(
                                operation: "redirect", context: call.incomingCallContext, target: "+14255550123",
                                token: token))
                    }

                    let own = try await server.call(to: user)
                    #expect(try await redirect(own, by: token).returned == "None")
                    #expect(try await server.http.call(own.id).decision?.by == "user")

                    let others = try await server.call(to: "+14255550100")
                    let refused = try await redirect(others, by: token)
                    #expect(refused.status == 403 && refused.code == "7504")

                    let chat = try await sdk.run(.init(operation: "get token", user: user, scopes: ["chat"]))
                    let second = try await server.call(to: user)
                    let lacking = try await redirect(second, by: try #require(chat.token))
                    #expect(lacking.status == 403 && lacking.code == "7504")

                    _ = try await sdk.run(.init(operation: "revoke tokens", user: user))
                    let revoked = try await redirect(second, by: token)
                    #expect(revoked.status == 401 && revoked.raised == "ClientAuthenticationError")
                    let fresh = try await sdk.run(.init(operation: "get token", user: user, scopes: ["voip"]))
                    #expect(try await redirect(second, by: try #require(fresh.token)).returned == "None")

                    _ = try await sdk.run(.init(operation: "delete user", user: user))
                    #expect(try await redirect(second, by: try #require(fresh.token)).status == 401)
                    #expect(try await server.http.call(others.id).state == "ringing")
                }
            }
        }
    }
}
