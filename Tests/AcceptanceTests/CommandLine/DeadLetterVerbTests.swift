import Foundation
import Testing

extension CommandLineAcceptance {
    @Suite("divert deadletters")
    struct DeadLetters {
        private struct Letter: Decodable {
            struct Event: Decodable {
                let id: String
                let eventType: String
            }
            let id: String
            let call: String
            let subscription: String
            let reason: String
            let attempts: [CallView.Event.Attempt]
            let event: Event?
        }

        private static let nobody = "5b7e1c1e-0d2f-4f3c-9d5e-2f1b3a4c5d6e"

        /// The id of the only event of a call that no receiver took.
        private func undelivered(_ server: DivertServer) async throws -> (call: String, event: String) {
            let call = try await server.simulate()
            let failed = try await server.http.call(call.id) { $0.events.first?.state == "failed" }
            return (call.id, try #require(failed.events.first).id)
        }

        @Test("An event that was refused is listed and shown, replayed in vain, replayed, and no dead letter any more")
        func life() async throws {
            try await withApplication(answering: ["403 not mine", "500", "200"]) { server, application in
                let (call, id) = try await undelivered(server)
                _ = try await application.event()

                let table = try await server.run("deadletters").output.split(separator: "\n").map(String.init)
                try #require(table.count == 2, "\(table)")
                #expect(table[0].split(separator: " ").map(String.init).starts(with: ["ID", "SUBSCRIPTION", "REASON"]))
                #expect(table[1].hasPrefix("\(id)  app           refused  1         403   "), "\(table)")
                let listed: Letter = try await server.run("deadletters", "list", "--format", "json").decoded()
                #expect(listed.id == id && listed.call == call && listed.subscription == "app")
                #expect(listed.attempts.map(\.answer) == ["not mine"] && listed.event == nil)
                let shown: Letter = try await server.run("deadletters", "show", id).decoded()
                #expect(shown.reason == "refused" && shown.event?.id == id)
                #expect(shown.event?.eventType == "Microsoft.Communication.IncomingCall")

                let inVain = try await server.run("deadletters", "replay", id)
                inVain.expectFailure(
                    1, "divert deadletters replay: the endpoint did not accept the event: ", "500",
                    "divert deadletters show \(id)")
                #expect(try await application.event().event.id == id)
                let tried: Letter = try await server.run("deadletters", "show", id).decoded()
                #expect(tried.attempts.map(\.status) == [403, 500])

                let replayed = try await server.run("deadletters", "replay", id)
                #expect(
                    replayed.status == 0 && replayed.output == "delivered" && replayed.errors.isEmpty, "\(replayed)")
                let again = try await application.event()
                #expect(again.event.id == id && again.call == call && again.fields["aeg-delivery-count"] == "2")
                let none = try await server.run("deadletters")
                #expect(none.status == 0 && none.output.isEmpty)
                #expect(none.errors == "Every event was delivered, or is still on its way.")
                #expect(try await server.run("deadletters", "show", id).status == 1)
            }
        }

        @Test("They outlive the server, and a replay goes to the subscription as it is now; without one it is refused")
        func later() async throws {
            let application = try await Application.start(answers: ["410"])
            try await withServer { server in
                #expect(try await server.run("subscriptions", "put", "app", application.url).status == 0)
                let (_, id) = try await undelivered(server)
                try await server.kill()
                try await server.restart()
                #expect(try await server.run("subscriptions", "remove", "app").status == 0)
                try await server.run("deadletters", "replay", id).expectFailure(
                    1, "divert deadletters replay: 404 SubscriptionNotFound: ")
                let other = try await Application.start()
                #expect(try await server.run("subscriptions", "put", "app", other.url).status == 0)
                #expect(try await server.run("deadletters", "replay", id).output == "delivered")
                #expect(try await other.event().event.id == id)
                await other.end()
            }
            await application.end()
        }

        @Test(
            "An event that is no dead letter is refused with 1 and the verb that lists them",
            arguments: ["show", "replay"])
        func unknown(verb: String) async throws {
            try await withServer { server in
                try await server.run("deadletters", verb, Self.nobody).expectFailure(
                    1, "divert deadletters \(verb): 404 DeadLetterNotFound: ", "not delivered: divert deadletters")
            }
        }

        @Test(
            "Wrong usage ends with 64",
            arguments: [["show"], ["show", "42"], ["replay", "../calls"], ["list", "extra"], ["remove", nobody]])
        func wrongUsage(arguments: [String]) async throws {
            try await withFolder { folder in
                try await DivertRun(["deadletters"] + arguments, in: folder).expectFailure(
                    64, "Error: ", "Usage: divert deadletters")
            }
        }

        @Test("Where no server is, each verb says so and ends with 1")
        func unreached() async throws {
            try await withFolder { folder in
                let url = "http://127.0.0.1:\(try await FreePort.tcp())"
                for verb in [[], ["show", Self.nobody], ["replay", Self.nobody]] {
                    let name = (["divert deadletters"] + verb.prefix(1)).joined(separator: " ")
                    try await DivertRun(["deadletters"] + verb + ["--endpoint", url], in: folder).expectFailure(
                        1, "\(name): \(url) was not reached: ", "efused", "divert serve")
                }
            }
        }
    }
}
