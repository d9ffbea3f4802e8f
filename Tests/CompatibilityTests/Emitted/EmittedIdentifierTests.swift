import AcceptanceHarness
import Foundation
import Testing

extension Compatibility {
    /// The harness reads every identifier in events and calls as the strictest SDK does, in all tests; here every kind
    /// comes by.
    @Suite("What SDKs read")
    struct Emitted {
        private static let id = "0f50d091-5bd3-448b-884d-44be7037d9b9"
        private static let resource = ServerConfiguration.developmentResource

        /// Raw ids of every kind that can be a caller or a callee.
        static let rawIDs: [(rawID: String, kind: EmittedIdentifier.Kind)] = [
            ("4:+14255550123", .phoneNumber), ("4:anonymous", .phoneNumber), ("4:+14255550123_1", .phoneNumber),
            ("8:acs:\(resource)_\(id)", .communicationUser), ("8:dod-acs:\(resource)_\(id)", .communicationUser),
            ("8:spool:\(id)", .communicationUser),
            ("8:orgid:\(id)", .microsoftTeamsUser), ("8:dod:\(id)", .microsoftTeamsUser),
            ("8:gcch:\(id)", .microsoftTeamsUser), ("8:teamsvisitor:\(id)", .microsoftTeamsUser),
            ("28:orgid:\(id)", .microsoftTeamsApp), ("28:dod:\(id)", .microsoftTeamsApp),
            ("28:gcch:\(id)", .microsoftTeamsApp),
            ("8:acs:\(resource)_\(id)_\(id)", .teamsExtensionUser),
            ("8:gcch-acs:\(resource)_\(id)_\(id)", .teamsExtensionUser),
            ("sip:201@pbx.example", .unknown), ("48:somebody", .unknown), ("28:\(id)", .unknown),
        ]

        @Test("A caller of every kind arrives in the event and in the call as that kind")
        func callers() async throws {
            try await withApplication { server, application in
                for (rawID, kind) in Self.rawIDs {
                    let call = try await server.http.simulate(from: rawID)
                    let event = try await application.event().event
                    #expect(event.data.from.rawId == rawID && event.data.from.kind == kind.rawValue)
                    #expect(call.from.rawId == rawID && call.from.kind == kind.rawValue)
                    #expect(event.subject == "/caller/\(rawID)/recipient/4:+14255550100")
                }
            }
        }

        @Test("A callee of every kind arrives in the event, in the call and in its hop as that kind")
        func callees() async throws {
            try await withApplication { server, application in
                for (rawID, kind) in Self.rawIDs where rawID != "4:anonymous" {
                    let call = try await server.http.simulate(to: rawID)
                    let event = try await application.event().event
                    #expect(event.data.to.rawId == rawID && event.data.to.kind == kind.rawValue)
                    #expect(call.to.rawId == rawID && call.hops[0].to.rawId == rawID)
                    #expect(event.subject == "/caller/4:+14255550199/recipient/\(rawID)")
                }
            }
        }

        /// Request-URI, From, and the raw ids that become of them.
        static let sipCalls: [(callee: String, caller: String, to: String, from: String)] = [
            (
                "sip:+14255550100@127.0.0.1", "Anonymous <sip:anonymous@anonymous.invalid>", "4:+14255550100",
                "4:anonymous"
            ),
            (
                "sip:8%3Aacs%3A\(resource)_bob@127.0.0.1", "<sip:201@pbx.example>", "8:acs:\(resource)_bob",
                "sip:201@pbx.example"
            ),
            ("sip:8%3Aorgid%3A\(id)@127.0.0.1", "<tel:+14255550199>", "8:orgid:\(id)", "4:+14255550199"),
        ]

        @Test("So do the parties of a SIP call", arguments: sipCalls)
        func sipParties(call: (callee: String, caller: String, to: String, from: String)) async throws {
            try await withApplication { server, application in
                try await withPeer(to: server) { peer in
                    var dialogue = peer.dialogue()
                    dialogue.callee = call.callee
                    dialogue.caller = call.caller
                    try await peer.send(dialogue.invite)
                    let event = try await application.event()
                    #expect(event.event.data.to.rawId == call.to && event.event.data.from.rawId == call.from)
                    let record = try await server.http.call(event.call)
                    #expect(record.to.rawId == call.to && record.from.rawId == call.from)
                }
            }
        }
    }
}
