import Foundation
import Testing

extension TokenAcceptance {
    @Suite("User access tokens")
    struct UserTokens {
        @Test("An answered revocation and a deletion hold after kill -9, and so do the other tokens and their key")
        func killed() async throws {
            try await withServer { server in
                let users = [
                    try await server.makeUser(), try await server.makeUser(), try await server.makeUser(),
                ]
                #expect(try await server.identity("\(users[0].id)/:revokeAccessTokens").status == 204)
                #expect(try await server.identity(users[1].id, method: "DELETE").status == 204)
                try await server.kill()
                try await server.restart()
                for (user, status) in zip(users, [401, 401, 204]) {
                    let call = try await server.call(to: user.id)
                    #expect(try await server.redirect(call, bearing: user.token).status == status)
                }
                let attributes = try FileManager.default.attributesOfItem(
                    atPath: server.folder.file("data/tokens.key").path)
                #expect(attributes[.posixPermissions] as? Int == 0o600)
            }
        }

        @Test("Keys are rotated while the server runs, published, and found again after a restart")
        func rotation() async throws {
            try await withServer { server in
                #expect(try await server.keyIDs().isEmpty)
                let before = try await server.makeUser()
                let first = try await server.keyIDs()
                #expect(first.count == 1)
                let rotated = try await server.run("token", "rotate")
                #expect(rotated.status == 0 && rotated.output.hasPrefix("new key: "), "\(rotated)")
                let keys = try await server.keyIDs()
                #expect(keys.count == 2 && keys[1] == first[0])
                #expect(rotated.output == "new key: \(keys[0])")
                let after = try await server.makeUser()
                try await server.kill()
                try await server.restart()
                #expect(try await server.keyIDs() == keys)
                for user in [before, after] {
                    let call = try await server.call(to: user.id)
                    #expect(try await server.redirect(call, bearing: user.token).status == 204)
                }
            }
        }

        @Test("allCalls lets a user decide every call of the resource, and another resource's none")
        func allCalls() async throws {
            var configuration = ServerConfiguration()
            configuration.otherResource = "00000000-0000-0000-0000-000000000002"
            configuration.resourceMembers = ["userTokens: allCalls"]
            try await withServer(configuration) { server in
                let user = try await server.makeUser()
                let call = try await server.call(to: "+14255550100")
                let elsewhere = try await server.redirect(call, bearing: user.token, host: "other.example")
                #expect(elsewhere.status == 403 && elsewhere.errorCode == "7507")
                #expect(try await server.redirect(call, bearing: user.token).status == 204)
            }
        }

        @Test("A key file that cannot be read stops the start with a line that names it")
        func brokenKeys() async throws {
            let folder = try TemporaryFolder()
            try FileManager.default.createDirectory(
                at: folder.file("divert-data"), withIntermediateDirectories: true)
            try folder.write("not a key", to: "divert-data/tokens.key")
            let run = try await DivertRun(["serve", "--http-port", "0", "--http-tls", "off"], in: folder)
            #expect(run.status == 1)
            #expect(run.errors.contains("divert-data/tokens.key: expected RSA keys"), "\(run.errors)")
            folder.remove()
        }
    }
}

extension DivertServer {
    /// An identity operation, signed.
    func identity(_ path: String, method: String = "POST", _ body: String = "") async throws -> HTTPAnswer {
        try await http.signed(
            "/identities\(path.isEmpty ? "" : "/\(path)")?api-version=2023-10-01", Data(body.utf8), method: method)
    }

    /// Creates a user with a token for calls.
    func makeUser() async throws -> (id: String, token: String) {
        struct Made: Decodable {
            struct Identity: Decodable { let id: String }
            struct Access: Decodable { let token: String }
            let identity: Identity
            let accessToken: Access
        }
        let made = try await identity("", #"{"createTokenWithScopes":["voip"]}"#).decoded(Made.self)
        return (made.identity.id, made.accessToken.token)
    }

    /// Redirects a call with a bearer token.
    func redirect(_ call: CallView, bearing token: String, host: String? = nil) async throws -> HTTPAnswer {
        let body =
            ["incomingCallContext": call.incomingCallContext ?? "", "target": ["rawId": "4:+14255550123"]]
            as [String: Any]
        return try await http.bearing(
            token, "POST", "/calling/callConnections:redirect?api-version=2026-03-12",
            JSONSerialization.data(withJSONObject: body), host: host)
    }

    /// The ids of the published keys, the newest first.
    func keyIDs() async throws -> [String] {
        struct Published: Decodable {
            struct Key: Decodable { let kid: String }
            let keys: [Key]
        }
        return try await http.plain("GET", "/.well-known/jwks.json").decoded(Published.self).keys.map(\.kid)
    }
}
