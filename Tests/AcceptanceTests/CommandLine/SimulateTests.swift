import Foundation
import Testing

extension CommandLineAcceptance {
    @Suite("divert simulate")
    struct Simulating {
        @Test("It prints the call, its state and its context, and the context decides the call")
        func table() async throws {
            try await withServer { server in
                let run = try await server.run("simulate", "--display-name", "Alice")
                #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
                let lines = run.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
                #expect(lines.map(\.first) == ["call", "state", "context"])
                let call = try await server.http.call(lines[0][1])
                #expect(lines[1][1] == "ringing" && call.state == "ringing" && call.origin == "simulated")
                #expect(lines[2][1] == call.incomingCallContext)
                try await server.http.redirect(lines[2][1], to: "+14255550123").accepted()
            }
        }

        @Test("With a wait it follows the call to its end: a second line, for programs a second object")
        func waits() async throws {
            try await withServer { server in
                let expired = try await server.run("simulate", "--ring-timeout", "1", "--wait", "20")
                #expect(expired.status == 0, "\(expired.errors)")
                #expect(expired.output.hasSuffix("\nexpired  timeout"), "\(expired.output)")

                let run = try await server.run("simulate", "--ring-timeout", "1", "--wait", "20", "--format", "json")
                let calls = try run.output.split(separator: "\n").map {
                    try JSONDecoder().decode(CallView.self, from: Data($0.utf8))
                }
                #expect(calls.map(\.state) == ["ringing", "expired"])
                #expect(Set(calls.map(\.id)).count == 1)
            }
        }

        @Test("A call that outlasts the wait is a failure that says what to do")
        func stillRings() async throws {
            try await withServer { server in
                let run = try await server.run("simulate", "--wait", "1")
                #expect(run.status == 1)
                #expect(run.errors.hasPrefix("divert simulate: the call still rings after 1 s\n  "), "\(run.errors)")
                #expect(run.errors.contains("divert calls show "))
            }
        }

        @Test("Who calls whom is told to the application")
        func parties() async throws {
            try await withApplication { server, application in
                let call = try await server.simulate("--from", "4:+14255550177", "--to", "+14255550188")
                let event = try await application.event()
                #expect(event.call == call.id)
                let shown = try await server.run("calls", "show", call.id)
                #expect(shown.output.contains("from      +14255550177\nto        +14255550188\n"), "\(shown.output)")
            }
        }

        @Test(
            "Wrong usage ends with 64",
            arguments: [
                ["--from", "nobody"], ["--ring-timeout", "0"], ["--ring-timeout", "601"], ["--wait", "0"],
                ["--wait", "x"],
                ["extra"],
            ])
        func wrongUsage(arguments: [String]) async throws {
            try await withFolder { folder in
                try await DivertRun(["simulate"] + arguments, in: folder)
                    .expectFailure(64, "Error: ", "Usage: divert simulate ")
            }
        }

        @Test("An example that cannot be read is named, and nothing is sent")
        func missingExample() async throws {
            try await withFolder { folder in
                try await DivertRun(["simulate", "--example", "nowhere.json"], in: folder)
                    .expectFailure(64, "divert simulate: nowhere.json cannot be read", "--example")
            }
        }
    }
}
