import Foundation
import Testing

extension CommandLineAcceptance {
    @Suite("divert subscriptions")
    struct Subscriptions {
        private struct View: Decodable {
            struct Filter: Decodable {
                let to: [String]
                let from: [String]
            }
            let name: String
            let endpoint: String
            let origin: String
            let state: String
            let reason: String?
            let schema: String
            let replies: Bool
            let eventTypes: [String]
            let filter: Filter
            let headers: [String]
            let isSigned: Bool
        }

        /// 24 bytes, which must not be seen again.
        private static let secret = "whsec_" + Data("a signing secret of ours".utf8).base64EncodedString()

        /// Nothing listens there; nothing is asked there either, since it is loopback.
        private static let endpoint = "http://127.0.0.1:9/events"

        /// The subscription when its endpoint was asked and settled, at the latest after twenty seconds.
        private func shown(
            _ server: DivertServer, _ name: String, until holds: (View) -> Bool
        ) async throws -> View {
            try await ask({ try await server.run("subscriptions", "show", name).decoded() }, until: holds)
        }

        @Test("One is made, listed, shown, changed and removed")
        func life() async throws {
            try await withServer { server in
                let none = try await server.run("subscriptions")
                #expect(none.status == 0 && none.output.isEmpty)
                #expect(none.errors == "Nobody is subscribed: divert subscriptions put NAME URL")

                let made = try await server.run(
                    "subscriptions", "put", "app", Self.endpoint + "?code=c0de", "--schema", "cloudEvents", "--replies",
                    "--event-type", "Divert.CallRejected", "--to", "+1425*", "--to", "8:acs:*", "--from", "+1*")
                #expect(made.status == 0 && made.output == "valid" && made.errors.isEmpty, "\(made)")
                let view: View = try await server.run("subscriptions", "show", "app").decoded()
                #expect(view.endpoint == Self.endpoint + "?…" && view.origin == "api" && view.state == "valid")
                #expect(view.schema == "cloudEvents" && view.replies && view.eventTypes == ["Divert.CallRejected"])
                #expect(view.filter.to == ["+1425*", "8:acs:*"] && view.filter.from == ["+1*"])

                let changed: View = try await server.run(
                    "subscriptions", "put", "app", Self.endpoint, "--format", "json"
                ).decoded()
                #expect(changed.endpoint == Self.endpoint && changed.schema == "eventGrid" && !changed.replies)
                #expect(changed.eventTypes == ["Microsoft.Communication.IncomingCall"] && changed.filter.to.isEmpty)

                #expect(try await server.run("subscriptions", "put", "b", Self.endpoint).output == "valid")
                let table = try await server.run("subscriptions").output.split(separator: "\n").map(String.init)
                try #require(table.count == 3, "\(table)")
                #expect(table[0].hasPrefix("NAME  STATE  ENDPOINT") && table[0].contains("ORIGIN"))
                #expect(table[1].hasPrefix("app   valid  \(Self.endpoint)  api"), "\(table)")
                #expect(table[2].hasPrefix("b     valid  \(Self.endpoint)  api"), "\(table)")
                let lines = try await server.run("subscriptions", "list", "--format", "json").output
                let names = try lines.split(separator: "\n").map {
                    try JSONDecoder().decode(View.self, from: Data($0.utf8)).name
                }
                #expect(names == ["app", "b"])

                let removed = try await server.run("subscriptions", "remove", "app")
                #expect(removed.status == 0 && removed.output == "removed" && removed.errors.isEmpty, "\(removed)")
                #expect(try await server.run("subscriptions").output.contains("app") == false)
            }
        }

        @Test("Its header and its signing secret go to the endpoint and are printed by no verb")
        func secrets() async throws {
            let application = try await Application.start()
            try await withServer { server in
                var printed = ""
                for verb in [
                    [
                        "put", "app", application.url, "--header", "Authorization: Bearer t0ken", "--header",
                        "X-A:b: c",
                        "--signing-secret", Self.secret, "--format", "json",
                    ], ["show", "app"], ["validate", "app"], ["list"], ["list", "--format", "json"],
                ] {
                    let run = try await server.run(["subscriptions"] + verb)
                    #expect(run.status == 0, "\(run)")
                    printed += run.output + run.errors
                }
                #expect(printed.contains(#""headers":["Authorization","X-A"]"#), "\(printed)")
                #expect(printed.contains(#""isSigned":true"#))
                #expect(!printed.contains("t0ken") && !printed.contains("b: c"))
                #expect(!printed.contains(Self.secret.dropFirst(6)))

                _ = try await server.simulate()
                let received = try await application.event()
                #expect(received.fields["authorization"] == "Bearer t0ken" && received.fields["x-a"] == "b: c")
                #expect(received.fields["webhook-signature"]?.hasPrefix("v1,") == true)
                #expect(await server.log.contains("t0ken") == false)
            }
            await application.end()
        }

        @Test("An endpoint is asked again: one that refuses is pending, with its answer, one that agrees is valid")
        func validates() async throws {
            let application = try await Application.start(answers: ["404 not here"])
            try await withServer { server in
                let body: [String: Any] = ["endpoint": application.url, "validation": "always"]
                #expect(try await server.http.basic("PUT", "/divert/subscriptions/app", body).status == 201)
                let asked: View = try await server.run("subscriptions", "validate", "app").decoded()
                #expect(asked.state == "pending")
                let refused = try await shown(server, "app") { $0.reason != nil }
                #expect(refused.state == "pending" && refused.reason?.hasSuffix(": not here") == true)
                let table = try await server.run("subscriptions").output
                #expect(table.contains("pending") && table.contains("the answer 404 is no yes"), "\(table)")
                try await withListener { listen in
                    let moved = ["endpoint": listen.webhook, "validation": "always"]
                    #expect(try await server.http.basic("PUT", "/divert/subscriptions/app", moved).status == 200)
                    #expect(try await server.run("subscriptions", "validate", "app").status == 0)
                    let agreed = try await shown(server, "app") { $0.state != "pending" }
                    #expect(agreed.state == "valid" && agreed.reason == nil)
                }
            }
            await application.end()
        }

        @Test(
            "A name that nobody has is refused with 1 and the verb that lists them",
            arguments: ["show", "validate", "remove"])
        func unknown(verb: String) async throws {
            try await withServer { server in
                try await server.run("subscriptions", verb, "nobody").expectFailure(
                    1, "divert subscriptions \(verb): 404 SubscriptionNotFound: ", "there are: divert subscriptions")
            }
        }

        @Test("One of the configuration is shown and not changed")
        func configured() async throws {
            var configuration = ServerConfiguration()
            configuration.webhook = Self.endpoint
            try await withServer(configuration) { server in
                let view: View = try await server.run("subscriptions", "show", "app").decoded()
                #expect(view.origin == "configuration")
                for verb in [["put", "app", "http://127.0.0.1:10/"], ["remove", "app"]] {
                    let run = try await server.run(["subscriptions"] + verb)
                    run.expectFailure(1, "divert subscriptions \(verb[0]): 409 SubscriptionConfigured: ")
                }
                let after: View = try await server.run("subscriptions", "show", "app").decoded()
                #expect(after.endpoint == Self.endpoint)
            }
        }

        @Test(
            "What cannot be is refused with 1, named, and not kept",
            arguments: [
                ([], "ftp://a.example/", "endpoint"), ([], "nowhere", "endpoint"),
                ([], "http://10.0.0.1/events", "private"), (["--schema", "xml"], endpoint, "schema"),
                (["--event-type", "Divert.Nothing"], endpoint, "eventTypes"),
                (["--signing-secret", "hush-hush"], endpoint, "signingSecret"),
                (["--header", "Content-Length: 3"], endpoint, "headers"),
            ])
        func invalid(options: [String], url: String, named: String) async throws {
            try await withServer { server in
                let run = try await server.run(["subscriptions", "put", "app", url] + options)
                run.expectFailure(1, "divert subscriptions put: 400 8523: ", named)
                #expect(!run.errors.contains("hush-hush"))
                #expect(try await server.run("subscriptions").output.isEmpty)
            }
        }

        @Test(
            "Wrong usage ends with 64",
            arguments: [
                ["put", "app"], ["put", "a/b", endpoint], ["put", "app", endpoint, "--header", "no colon"], ["show"],
                ["remove", String(repeating: "n", count: 65)], ["list", "extra"], ["delete", "app"],
            ])
        func wrongUsage(arguments: [String]) async throws {
            try await withFolder { folder in
                try await DivertRun(["subscriptions"] + arguments, in: folder).expectFailure(
                    64, "Error: ", "Usage: divert subscriptions")
            }
        }

        @Test("Where no server is, each verb says so and ends with 1")
        func unreached() async throws {
            try await withFolder { folder in
                let url = "http://127.0.0.1:\(try await FreePort.tcp())"
                for verb in [[], ["show", "app"], ["put", "app", Self.endpoint], ["remove", "app"]] {
                    let name = (["divert subscriptions"] + verb.prefix(1)).joined(separator: " ")
                    try await DivertRun(["subscriptions"] + verb + ["--endpoint", url], in: folder).expectFailure(
                        1, "\(name): \(url) was not reached: ", "efused", "divert serve")
                }
            }
        }
    }
}
