import Foundation
import Testing

extension ProcessAcceptance {
    @Suite("divert demo")
    struct DemoTests {
        @Test("Every step happens, and the story is told in order")
        func story() async throws {
            try await withFolder { folder in
                let run = try await DivertRun(["demo", "--example", Surroundings.exampleRequest.path], in: folder)
                #expect(run.status == 0, "\(run.errors)")
                var rest = run.output[...]
                for line in [
                    "A call is redirected", "INVITE", "IncomingCall event", "POST callConnections:redirect",
                    "302 Moved Temporarily", "A number, a user, a token", "to the user 8:acs:", "user        POST",
                    "302 Moved Temporarily", "The example request", "204 from Divert", "kill -9 while a call rings",
                    "kill -9", "started again", "302 Moved Temporarily", "Every step happened.",
                ] {
                    let found = try #require(rest.firstRange(of: line), "\(line) is missing in:\n\(run.output)")
                    rest = rest[found.upperBound...]
                }
                // Where these stand is for the network to say.
                #expect(run.output.ranges(of: "100 Trying").count >= 3)
                #expect(run.output.contains("the call rings on there"))
                #expect(run.output.contains("IncomingCall event for the user"))
            }
        }

        @Test("A step that cannot happen ends it with status 1 and a line that says why")
        func failure() async throws {
            try await withFolder { folder in
                let run = try await DivertRun(["demo", "--example", folder.file("missing.json").path], in: folder)
                #expect(run.status == 1)
                #expect(run.errors.hasPrefix("divert demo: "), "\(run.errors)")
            }
        }
    }
}
