import Testing

extension HTTPAcceptance {
    @Suite("Where calls may be redirected to (resources[].targets)")
    struct TargetPolicy {
        @Test("Numbers, domains and private addresses are refused by the lists, and what they allow is accepted")
        func lists() async throws {
            var configuration = ServerConfiguration()
            configuration.routes = [("+1206*", "sip:{number}@10.9.8.7"), ("+1*", "sip:{number}@gw1.example.net")]
            configuration.targets = """
                { allow: ["+1*", "8:acs:*"], deny: ["+1900*"], allowPrivate: false, sipDomains: ["*.example", 127.0.0.1] }
                """
            try await withApplication(configuration) { server, application in
                try await withPeer(to: server) { peer in
                    let dialogue = peer.dialogue()
                    try await peer.send(dialogue.invite)
                    let received = try await application.event()
                    let forbidden = [
                        "+19005550100", "4:19005550100", "tel:+1-900-555-0100", "sip:%2B19005550100@pbx.example",
                        "+442079460000", "8:orgid:somebody", "sip:201@evil.test", "sip:201@pbx.example;maddr=evil.test",
                        "sip:201@pbx.example?Route=x", "sip:201@10.1.2.3", "+12065550123",
                    ]
                    for target in forbidden {
                        let answer = try await server.http.redirect(received.context, to: target)
                        #expect(answer.status == 403 && answer.errorCode == "7602", "\(target): \(answer)")
                        #expect(!"\(answer)".contains("+1900*"), "the rule is for the log")
                    }
                    #expect(try await server.http.call(received.call).state == "ringing")
                    try await server.http.redirect(received.context, to: "sip:201@pbx.example").accepted()
                    let moved = try await peer.expect(302)
                    #expect(moved.text.contains("Contact: <sip:201@pbx.example>"))
                    try await peer.send(dialogue.ack(moved))
                }
                for words in ["targets.deny: +1900*", "targets.allowPrivate", "target not allowed"] {
                    try await server.logged(words) { $0.contains(words) }
                }
            }
        }

        @Test("Without lists, SIP addresses lead to the peers and the own domain, and routes wherever they say")
        func defaults() async throws {
            var configuration = ServerConfiguration()
            configuration.routes = [("+1*", "sip:{number}@10.9.8.7")]
            try await withApplication(configuration) { server, application in
                for (target, contact) in [
                    ("sip:201@127.0.0.9", "<sip:201@127.0.0.9>"), ("sip:201@divert.local", "<sip:201@divert.local>"),
                    ("+19005550123", "<sip:+19005550123@10.9.8.7>"),
                ] {
                    try await withPeer(to: server) { peer in
                        let dialogue = peer.dialogue()
                        try await peer.send(dialogue.invite)
                        let received = try await application.event()
                        let foreign = try await server.http.redirect(received.context, to: "sip:201@10.9.8.7")
                        #expect(foreign.status == 403 && foreign.errorCode == "7602", "\(foreign)")
                        try await server.http.redirect(received.context, to: target).accepted()
                        let moved = try await peer.expect(302)
                        #expect(moved.text.contains("Contact: \(contact)"))
                        try await peer.send(dialogue.ack(moved))
                    }
                }
            }
        }
    }
}
