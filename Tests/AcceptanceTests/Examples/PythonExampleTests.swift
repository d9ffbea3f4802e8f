import Foundation
import Testing

extension ExamplesAcceptance {
    @Suite("examples/python")
    struct PythonExample {
        private static let listed = "+14255550100"

        @Test("A SIP call to a listed number is redirected where the table says")
        func redirects() async throws {
            try await withExampleApplication { server, application in
                let caller = try await SIPp.start("answered", ["FINAL": "302"], to: server)
                let log = try await caller.finish()
                #expect(log["contact"] == "<sip:+14255550123@gw1.example.net;user=phone>")
                let call = try #require(await server.http.calls().first)
                _ = try await application.lines.expect("What it did") { $0 == "call \(call.id): redirected" }
            }
        }

        @Test("A SIP call to any other number is rejected")
        func rejects() async throws {
            try await withExampleApplication { server, _ in
                try await withPeer(to: server) { peer in
                    var dialogue = peer.dialogue()
                    dialogue.callee = "sip:+14255550177@127.0.0.1"
                    try await peer.send(dialogue.invite)
                    try await peer.send(dialogue.ack(peer.expect(603)))
                }
            }
        }

        @Test("The handshake of an event source is answered with its code")
        func handshake() async throws {
            try await withExampleApplication(isSubscribed: false) { _, application in
                let answer = try await application.receive([
                    [
                        "id": "1", "eventType": "Microsoft.EventGrid.SubscriptionValidationEvent",
                        "data": ["validationCode": "512d38b6-c7b8-40c8-89fe-f46f9e9622b6"],
                    ]
                ])
                #expect(answer.status == 200)
                let members = try answer.decoded([String: String].self)
                #expect(members == ["validationResponse": "512d38b6-c7b8-40c8-89fe-f46f9e9622b6"])
            }
        }

        @Test("An event that comes twice is acted on once")
        func dropsDuplicates() async throws {
            try await withExampleApplication(isSubscribed: false) { server, application in
                let call = try await ringing(server)
                let event = event(of: call.id, call.incomingCallContext)
                let first = try await application.receive([event])
                let second = try await application.receive([event])
                #expect(first.status == 200 && second.status == 200)
                // Its lines come in order: with this one, all that it said before is here.
                _ = try await application.receive([self.event(of: "the last", "bogus")])
                _ = try await application.lines.expect("The last line") { $0.hasPrefix("call the last:") }
                #expect(await application.lines.all.filter { $0.contains(call.id) } == ["call \(call.id): redirected"])
            }
        }

        @Test("What cannot be mended is said and answered 200", arguments: ["8522", "8519", "8523"])
        func finalErrors(code: String) async throws {
            try await withExampleApplication(isSubscribed: false) { server, application in
                let call = try await ringing(server)
                let context = try #require(call.incomingCallContext)
                let said: String
                switch code {
                case "8522":
                    _ = try await server.http.basic("POST", "/divert/calls/\(call.id):hangup", [:])
                    said = "it is over"
                case "8519":
                    try await server.http.redirect(context, to: "+14255550155").accepted()
                    said = "it was decided otherwise"
                default:
                    said = "its context or its target is not valid"
                }
                let answer = try await application.receive([
                    event(of: call.id, code == "8523" ? "bogus" : context)
                ])
                #expect(answer.status == 200)
                _ = try await application.lines.expect("Line about \(code)") {
                    $0.hasPrefix("call \(call.id): \(said)")
                }
            }
        }

        @Test("While no server answers, an event is not taken; when it comes again, it is acted on")
        func triesAgain() async throws {
            try await withExampleApplication(isSubscribed: false) { server, application in
                let call = try await ringing(server)
                let event = event(of: call.id, call.incomingCallContext)
                try await server.kill()
                let refused = try await application.receive([event])
                #expect(refused.status == 503)
                try await server.restart()
                let taken = try await application.receive([event])
                #expect(taken.status == 200)
                let decided = try await server.http.call(call.id, wait: 5)
                #expect(decided.state == "redirected")
            }
        }

        private func ringing(_ server: DivertServer) async throws -> CallView {
            try await server.http.basic("POST", "/divert/calls", ["from": "+14255550199", "to": Self.listed]).decoded()
        }

        /// An event as far as the application reads it.
        private func event(of call: String, _ context: String?) -> [String: Any] {
            [
                "id": "event of \(call)", "eventType": "Microsoft.Communication.IncomingCall",
                "data": [
                    "correlationId": call, "incomingCallContext": context ?? "",
                    "to": ["kind": "phoneNumber", "phoneNumber": ["value": Self.listed]],
                ],
            ]
        }
    }
}
