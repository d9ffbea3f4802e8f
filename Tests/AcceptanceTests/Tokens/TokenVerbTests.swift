import Foundation
import Testing

extension TokenAcceptance {
    @Suite("divert user and divert token")
    struct Verbs {
        @Test("A user is created, listed and deleted")
        func users() async throws {
            try await withServer { server in
                #expect(try await server.run("user", "list").errors == "No users yet: divert user create")
                let created = try await server.run("user", "create")
                #expect(created.status == 0 && created.output.hasPrefix("8:acs:"), "\(created)")
                let list = try await server.run("user", "list")
                #expect(list.output.split(separator: "\n").count == 2 && list.output.contains(created.output))
                #expect(try await server.run("user", "delete", created.output).output == "deleted")
                let gone = try await server.run("user", "delete", created.output)
                gone.expectFailure(1, "divert user delete: 404 IdentityNotFound: ", "divert user list")
                #expect(try await server.run("user", "delete", "alice").status == 64)
            }
        }

        @Test("A token is issued, looked into, used for a redirect, and revoked")
        func tokens() async throws {
            try await withServer { server in
                let made = try await server.run("user", "create", "--scope", "voip", "--scope", "chat")
                let lines = made.output.split(separator: "\n").map(String.init)
                #expect(lines.count == 2, "\(made)")
                let issued = try await server.run("token", "issue", lines[0], "--minutes", "60")
                #expect(issued.status == 0 && issued.output.split(separator: ".").count == 3, "\(issued)")

                let decoded = try await server.run("token", "decode", "--data", "data", "-", input: issued.output)
                #expect(decoded.status == 0, "\(decoded)")
                for part in ["acsScope", "voip", "RS256", "signature", "good"] {
                    #expect(decoded.output.contains(part))
                }

                for (token, status) in [(issued.output, Int32(0)), (lines[1], 0)] {
                    let call = try await server.call(to: lines[0])
                    let context = try #require(call.incomingCallContext)
                    let run = try await server.run("redirect", context, "+14255550123", "--token", token)
                    #expect(run.status == status, "\(run)")
                    #expect(try await server.http.call(call.id).decision?.by == "user")
                }

                #expect(try await server.run("token", "revoke", lines[0]).output == "revoked")
                let call = try await server.call(to: lines[0])
                let context = try #require(call.incomingCallContext)
                let refused = try await server.run("reject", context, "--token", issued.output)
                refused.expectFailure(1, "divert reject: 401 Denied: ", "revoked")
                #expect(try await server.run("token", "issue", lines[0], "--minutes", "59").status == 64)
                #expect(try await server.run("token", "issue", lines[0], "--scope", "video").status == 64)
            }
        }
    }
}
