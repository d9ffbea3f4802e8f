import Foundation
import Testing

extension SDKAcceptance {
    @Suite("is told what went wrong")
    struct Errors {
        @Test("A bogus context raises HttpResponseError 400 with code 8523", arguments: PythonSDK.Flavour.allCases)
        func bogusContext(flavour: PythonSDK.Flavour) async throws {
            try await withServer { server in
                let outcomes = try await PythonSDK.http(server, flavour).run(.redirect("bogus", to: "+14255550123"))
                #expect(outcomes.map(\.raised) == ["HttpResponseError"])
                #expect(outcomes.map(\.status) == [400])
                #expect(outcomes.map(\.code) == ["8523"])
            }
        }

        @Test("A wrong key raises ClientAuthenticationError Denied", arguments: PythonSDK.Flavour.allCases)
        func wrongKey(flavour: PythonSDK.Flavour) async throws {
            try await withServer { server in
                let key = Data("another key altogether, and no less long".utf8).base64EncodedString()
                let outcomes = try await PythonSDK.http(server, flavour, key: key)
                    .run(.redirect("bogus", to: "+14255550123"))
                #expect(outcomes.map(\.raised) == ["ClientAuthenticationError"])
                #expect(outcomes.map(\.status) == [401])
                #expect(outcomes.map(\.code) == ["Denied"])
            }
        }

        @Test("The same Repeatability headers twice return None twice, and the caller gets one 302")
        func repeats() async throws {
            try await withApplication { server, application in
                // Over TCP, where nothing is sent again.
                try await withPeer(.tcp, to: server) { peer in
                    let dialogue = peer.dialogue()
                    try await peer.send(dialogue.invite)
                    let received = try await application.event()
                    let headers = [
                        "Repeatability-Request-ID": UUID().uuidString.lowercased(),
                        "Repeatability-First-Sent": DivertClient.imfFixdate(Date()),
                    ]
                    async let outcomes = PythonSDK.http(server, .sync).run(
                        .redirect(received.context, to: "+14255550123", headers: headers),
                        .redirect(received.context, to: "+14255550123", headers: headers))
                    try await peer.send(dialogue.ack(peer.expect(302)))
                    #expect(try await outcomes.map(\.returned) == ["None", "None"])

                    let call = try await server.http.call(received.call, until: \.isAcknowledged)
                    #expect(call.count(of: "redirect") == 1)
                    #expect(await peer.inbox.all.count { $0.status == 302 } == 1)
                }
            }
        }

        @Test("A second redirect elsewhere raises ResourceExistsError 409 with code 8519")
        func decidesTwice() async throws {
            try await withApplication { server, application in
                let caller = try await SIPp.start("answered", ["FINAL": "302"], to: server)
                let received = try await application.event()
                let outcomes = try await PythonSDK.http(server, .sync).run(
                    .redirect(received.context, to: "+14255550123"),
                    .redirect(received.context, to: "+14255550124"),
                    .redirect(received.context, to: "+14255550123"),
                    .reject(received.context, reason: "busy"))
                #expect(outcomes.map(\.returned) == ["None", nil, "None", nil])
                #expect(outcomes.map(\.raised) == [nil, "ResourceExistsError", nil, "ResourceExistsError"])
                #expect(outcomes.map(\.code) == [nil, "8519", nil, "8519"])
                let log = try await caller.finish()
                #expect(log["contact"] == "<sip:+14255550123@gw1.example.net;user=phone>")
            }
        }

        @Test("A redirect after the caller hung up raises ResourceNotFoundError 404 with code 8522")
        func decidesTooLate() async throws {
            try await withApplication { server, application in
                try await withPeer(to: server) { peer in
                    let received = try await peer.hangUpOnRinging(application)
                    let outcomes = try await PythonSDK.http(server, .sync)
                        .run(.redirect(received.context, to: "+14255550123"))
                    #expect(outcomes.map(\.raised) == ["ResourceNotFoundError"])
                    #expect(outcomes.map(\.code) == ["8522"])
                }
            }
        }
    }
}
