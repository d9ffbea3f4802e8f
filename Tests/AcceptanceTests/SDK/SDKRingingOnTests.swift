import Testing

extension SDKAcceptance {
    @Suite("sends calls on within its resource")
    struct RingingOn {
        @Test("redirect_call to a user, then with the next event to a number", arguments: PythonSDK.Flavour.allCases)
        func redirectsTwice(flavour: PythonSDK.Flavour) async throws {
            try await withApplication { server, application in
                let caller = try await SIPp.start("answered", ["FINAL": "302"], to: server)
                let bob = DivertClient.user("bob")
                let first = try await application.event()
                let sdk = PythonSDK.http(server, flavour)
                let sent = try await sdk.run(.redirect(first.context, to: bob))
                #expect(sent.map(\.returned) == ["None"])
                let second = try await application.event()
                #expect(second.event.data.to.rawId == bob && second.event.data.to.kind == "communicationUser")
                // The old context again: still its own decision.
                let outcomes = try await sdk.run(
                    .redirect(first.context, to: bob), .redirect(second.context, to: "+14255550123"),
                    .redirect(first.context, to: "+14255550123"))
                #expect(outcomes.prefix(2).map(\.returned) == ["None", "None"])
                #expect(outcomes[2].status == 409 && outcomes[2].code == "8519")
                let log = try await caller.finish()
                #expect(log["contact"] == "<sip:+14255550123@gw1.example.net;user=phone>")
            }
        }
    }
}
