import Foundation
import Testing

extension SIPAcceptance {
    @Suite("ask for other things")
    struct Refusals {
        @Test("UAS-7: OPTIONS is answered as an INVITE would fare", arguments: SIPp.Transport.allCases)
        func options(transport: SIPp.Transport) async throws {
            try await withServer { server in
                let log = try await SIPp.run("options", ["FINAL": "200"], to: server, over: transport)
                let allowed = log["allow"]?.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) } ?? []
                #expect(Set(allowed).isSuperset(of: ["INVITE", "ACK", "CANCEL", "OPTIONS"]))
                #expect(log["accept"] == "application/sdp")
            }
        }

        @Test(
            "UAS-1: other methods are refused, with Allow", arguments: [("BREW", 501), ("MESSAGE", 405)],
            SIPp.Transport.allCases)
        func methods(refusal: (method: String, status: Int), transport: SIPp.Transport) async throws {
            try await withServer { server in
                let words = ["METHOD": refusal.method, "FINAL": "\(refusal.status)"]
                let log = try await SIPp.run("method-refused", words, to: server, over: transport)
                #expect(log["allow"]?.contains("INVITE") == true)
            }
        }

        @Test("UAS-4: BYE and re-INVITE get 481: there are no dialogs here", arguments: SIPp.Transport.allCases)
        func dialogs(transport: SIPp.Transport) async throws {
            try await withServer { server in
                try await SIPp.run("no-such-dialog", to: server, over: transport)
                #expect(try await server.http.calls().isEmpty)
            }
        }

        @Test("UAS-3: a merged request gets 482, and the call rings on", arguments: SIPp.Transport.allCases)
        func merged(transport: SIPp.Transport) async throws {
            try await withApplication { server, application in
                try await SIPp.run("merged", to: server, over: transport)
                #expect(try await server.http.calls().map(\.state) == ["cancelled"])
                #expect(await application.events.all.count <= 1)
            }
        }

        @Test("RED-10: a caller who comes back after our 302 is a new call", arguments: SIPp.Transport.allCases)
        func comesBack(transport: SIPp.Transport) async throws {
            try await withApplication { server, application in
                let caller = try await SIPp.start("comes-back", to: server, over: transport)
                var calls: Set<String> = []
                for _ in 1...2 {
                    let received = try await application.event()
                    calls.insert(received.call)
                    try await server.http.redirect(received.context, to: "+14255550123").accepted()
                }
                #expect(calls.count == 2)
                #expect(Set(try await caller.finish().all("to")).count == 2)
            }
        }
    }
}
