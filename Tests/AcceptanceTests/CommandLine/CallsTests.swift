import Foundation
import Testing

extension CommandLineAcceptance {
    @Suite("divert calls")
    struct Calls {
        @Test("The newest calls come first, a line each, with what was decided")
        func table() async throws {
            try await withServer { server in
                let first = try await server.simulate()
                try await server.http.redirect(try #require(first.incomingCallContext), to: "+14255550123").accepted()
                let second = try await server.simulate("--to", "+14255550188")
                let run = try await server.run("calls")
                #expect(run.status == 0 && run.errors.isEmpty)
                let lines = run.output.split(separator: "\n").map(String.init)
                try #require(lines.count == 3, "\(run.output)")
                #expect(lines[0].hasPrefix("ID") && lines[0].hasSuffix("DECISION"))
                #expect(lines[1].hasPrefix("\(second.id.prefix(8))  ringing     +14255550123  +14255550188  "))
                #expect(
                    lines[2].hasPrefix("\(first.id.prefix(8))  redirected  ")
                        && lines[2].hasSuffix("redirect → +14255550123"))
                #expect(!run.output.contains("\u{1B}"))
            }
        }

        @Test("They are chosen by state and count; as JSON each is a line, as the server gives it")
        func json() async throws {
            try await withServer { server in
                let first = try await server.simulate()
                try await server.http.reject(try #require(first.incomingCallContext), reason: "busy").accepted()
                let second = try await server.simulate()
                let third = try await server.simulate()
                func ids(_ arguments: String...) async throws -> [String] {
                    let run = try await server.run(["calls", "--format", "json"] + arguments)
                    return try run.output.split(separator: "\n").map {
                        try JSONDecoder().decode(CallView.self, from: Data($0.utf8)).id
                    }
                }
                let all = try await ids()
                #expect(all == [third.id, second.id, first.id])
                let ringing = try await ids("--state", "ringing")
                #expect(ringing == [third.id, second.id])
                let rejected = try await ids("--state", "rejected", "--limit", "5")
                #expect(rejected == [first.id])
                let newest = try await ids("--limit", "1")
                #expect(newest == [third.id])
            }
        }

        @Test("Where there are none, standard output stays empty and standard error says how to get one")
        func none() async throws {
            try await withServer { server in
                let run = try await server.run("calls")
                #expect(run.status == 0 && run.output.isEmpty)
                #expect(run.errors.contains("divert simulate"))
                let json = try await server.run("calls", "--format", "json")
                #expect(json.status == 0 && json.output.isEmpty && json.errors.isEmpty)
            }
        }

        @Test("The story of a call is found by the beginning of its id: timeline, deliveries, decision, final response")
        func story() async throws {
            try await withApplication { server, application in
                let call = try await server.simulate("--display-name", "Alice")
                let event = try await application.event()
                try await server.http.redirect(event.context, to: "+14255550123").accepted()
                _ = try await server.http.call(call.id) { $0.events.first?.state == "delivered" }
                let run = try await server.run("calls", "show", String(call.id.prefix(10)).uppercased())
                #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
                var rest = run.output[...]
                for part in [
                    "call      \(call.id)\n", "state     redirected\n", "(Alice)\n", "timeline\n  +0.000 s  invite\n",
                    "redirect  ", "events\n  app ", "delivered ", " s  200 in ",
                    "decision  redirect → +14255550123, by accessKey after ",
                    "final     302",
                ] {
                    let found = try #require(rest.firstRange(of: part), "\(part) is missing in:\n\(run.output)")
                    rest = rest[found.upperBound...]
                }
                let json = try await server.run("calls", "show", call.id, "--format", "json").decoded(CallView.self)
                #expect(json.id == call.id && json.state == "redirected")
            }
        }

        @Test("A call that is not there, and a beginning that fits none or several, are refused with 1")
        func notFound() async throws {
            try await withServer { server in
                try await server.run("calls", "show", "00000000-0000-0000-0000-000000000000")
                    .expectFailure(1, "divert calls show: 404 8522: ", "divert calls")
                try await server.run("calls", "show", "0").expectFailure(1, "divert calls show: no call begins with 0")
                // One more than there are hexadecimal digits: two of them begin alike.
                for _ in 0...16 { _ = try await server.simulate() }
                let ids = try await server.http.calls().map(\.id)
                let digit = try #require(Dictionary(grouping: ids) { $0.prefix(1) }.first { $0.value.count > 1 }?.key)
                try await server.run("calls", "show", String(digit))
                    .expectFailure(1, "divert calls show: ", " calls begin with \(digit)\n  Give more of the id: ")
            }
        }

        @Test("Over https the development CA of the working folder is trusted, elsewhere it must be named")
        func secure() async throws {
            var configuration = ServerConfiguration()
            configuration.hasTLS = true
            configuration.data = "divert-data"
            try await withServer(configuration) { server in
                _ = try await server.simulate()
                let https = try #require(server.ready.https).replacing("127.0.0.1", with: "localhost")
                let near = try await server.run("calls", "--endpoint", https)
                #expect(near.status == 0 && near.output.contains("ringing"), "\(near.errors)")
                let decided = try await server.run("reject", "made-up", "--endpoint", https)
                decided.expectFailure(1, "divert reject: 400 8523: ")
                try await withFolder { elsewhere in
                    for verb in [["calls"], ["reject", "made-up"]] {
                        try await DivertRun(verb + ["--endpoint", https], in: elsewhere).expectFailure(
                            1, "divert \(verb[0]): the certificate of \(https) is not trusted",
                            "--ca divert-data/development-ca.pem")
                    }
                    let ca = server.folder.file("divert-data/development-ca.pem").path
                    let named = try await DivertRun(["calls", "--endpoint", https, "--ca", ca], in: elsewhere)
                    #expect(named.status == 0 && named.output.contains("ringing"), "\(named.errors)")
                }
            }
        }

        @Test(
            "Wrong usage ends with 64",
            arguments: [["--state", "asleep"], ["--limit", "0"], ["show"], ["show", "xyz"], ["list", "extra"]])
        func wrongUsage(arguments: [String]) async throws {
            try await withFolder { folder in
                try await DivertRun(["calls"] + arguments, in: folder).expectFailure(
                    64, "Error: ", "Usage: divert calls ")
            }
        }

        @Test("A variable that is no connection string ends with 78 and is not repeated")
        func badVariable() async throws {
            try await withFolder { folder in
                let run = try await DivertRun(
                    ["calls"], in: folder, environment: ["DIVERT_CONNECTION_STRING": "c2VjcmV0"])
                run.expectFailure(78, "divert calls: DIVERT_CONNECTION_STRING: ", "divert connection-string")
                #expect(!run.errors.contains("c2VjcmV0"))
            }
        }
    }
}
