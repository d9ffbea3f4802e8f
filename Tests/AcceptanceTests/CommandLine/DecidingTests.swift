import Foundation
import Testing

extension CommandLineAcceptance {
    @Suite("divert redirect and divert reject")
    struct Deciding {
        private struct Result: Decodable {
            struct Target: Decodable {
                let rawId: String
            }
            let result: String
            let target: Target?
            let reason: String?
        }

        @Test("A redirect prints one word, and the call is redirected")
        func redirects() async throws {
            try await withServer { server in
                let call = try await server.simulate()
                let context = try #require(call.incomingCallContext)
                let run = try await server.run("redirect", context, "+14255550123")
                #expect(run.status == 0 && run.output == "redirected" && run.errors.isEmpty, "\(run)")
                let decided = try await server.http.call(call.id)
                #expect(decided.state == "redirected" && decided.decision?.by == "accessKey")
            }
        }

        @Test("A reject gives its reason, and prints JSON where that is wanted")
        func rejects() async throws {
            try await withServer { server in
                let call = try await server.simulate()
                let context = try #require(call.incomingCallContext)
                let run = try await server.run("reject", context, "--reason", "busy", "--format", "json")
                let result = try run.decoded(Result.self)
                #expect(result.result == "rejected" && result.reason == "busy")
                let decided = try await server.http.call(call.id)
                #expect(decided.state == "rejected" && decided.decision?.reason == "busy")
                #expect(decided.final?.status == 486)
            }
        }

        @Test("The context may come from standard input, alone or inside a call, an event or a request")
        func standardInput() async throws {
            try await withServer { server in
                for shape in ["%", #"{"incomingCallContext":"%"}"#, #"[{"data":{"incomingCallContext":"%"}}]"#] {
                    let call = try await server.simulate()
                    let input = shape.replacing("%", with: try #require(call.incomingCallContext))
                    let run = try await server.run(
                        "redirect", "-", "4:+14255550123", "--format", "json", input: input)
                    let result = try run.decoded(Result.self)
                    #expect(result.result == "redirected" && result.target?.rawId == "4:+14255550123")
                    let decided = try await server.http.call(call.id)
                    #expect(decided.state == "redirected")
                }
            }
        }

        @Test("The published example request is carried out as it stands, but for the target")
        func example() async throws {
            try await withServer { server in
                let call = try await server.simulate("--example", Surroundings.exampleRequest.path)
                let input = try String(contentsOf: Surroundings.exampleRequest, encoding: .utf8)
                let run = try await server.run("redirect", "-", "+14255550123", input: input)
                #expect(run.status == 0, "\(run.errors)")
                let decided = try await server.http.call(call.id)
                #expect(decided.state == "redirected")
            }
        }

        @Test("What the server refuses is told with its code, what is wrong and what to do next, and ends with 1")
        func refusals() async throws {
            try await withServer { server in
                let call = try await server.simulate()
                let context = try #require(call.incomingCallContext)
                try await server.run("redirect", "made-up", "+14255550123")
                    .expectFailure(1, "divert redirect: 400 8523: ", "incomingCallContext", "divert context decode")
                try await server.run("redirect", context, "+14255550100")
                    .expectFailure(1, "divert redirect: 400 8523: ", "callee itself", "target")
                _ = try await server.http.basic("POST", "/divert/calls/\(call.id):hangup", [:])
                try await server.run("redirect", context, "+14255550123")
                    .expectFailure(1, "divert redirect: 404 8522: ", "divert calls")

                let other = try #require(try await server.simulate().incomingCallContext)
                try await server.http.redirect(other, to: "+14255550123").accepted()
                try await server.run("reject", other)
                    .expectFailure(1, "divert reject: 409 8519: ", "divert calls")
            }
        }

        @Test("A server that is not there, and a key that is not its own, are told apart")
        func connections() async throws {
            try await withServer { server in
                let context = try #require(try await server.simulate().incomingCallContext)
                try await server.run(
                    "redirect", context, "+14255550123", "--access-key", "a2V5", "--endpoint", server.ready.http
                )
                .expectFailure(1, "divert redirect: 401 Denied: ", "divert connection-string")
                try await server.kill()
                try await server.run("redirect", context, "+14255550123")
                    .expectFailure(
                        1, "divert redirect: \(server.ready.http) was not reached: ", "efused", "divert serve")
            }
        }

        @Test(
            "Wrong usage ends with 64 and shows how it is used",
            arguments: [
                ["redirect"], ["redirect", "context"], ["redirect", "context", "14255550123"],
                ["redirect", "context", "somebody"], ["reject", "context", "--reason", "tired"],
                ["reject", "context", "--format", "yaml"], ["reject", "context", "--ca", "nowhere.pem"],
                ["redirect", "context", "+14255550123", "--connection-string", "endpoint=http://localhost"],
            ])
        func wrongUsage(arguments: [String]) async throws {
            try await withFolder { folder in
                try await DivertRun(arguments, in: folder).expectFailure(
                    64, "Error: ", "Usage: divert \(arguments[0]) ")
            }
        }

        @Test("An empty standard input, and JSON without a context, are wrong usage as well")
        func emptyInput() async throws {
            try await withFolder { folder in
                try await DivertRun(["reject", "-"], in: folder, input: " \n")
                    .expectFailure(64, "divert reject: the context is empty", "standard input")
                try await DivertRun(["reject", "-"], in: folder, input: "{}")
                    .expectFailure(64, "divert reject: the JSON text holds no incomingCallContext")
            }
        }
    }
}
