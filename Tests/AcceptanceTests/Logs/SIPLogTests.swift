import Testing

extension LogsAcceptance {
    @Suite("shows SIP messages when it is told to")
    struct SIPLog {
        @Test("headers: each message is one event, redacted, with the call once the call is known")
        func headers() async throws {
            let events = try await self.cancelledCall(sip: "headers")
            let texts = events.compactMap { $0["text"] as? String }
            #expect(texts.map(Self.subject) == Self.story)
            #expect(
                events.compactMap { $0["direction"] as? String } == [
                    "received", "sent", "received", "sent", "sent", "received",
                ])
            #expect(Set(events.dropFirst().compactMap { $0["call"] as? String }).count == 1)
            #expect(events.count { $0["call"] != nil } == 5)
            #expect(Set(events.compactMap { $0["sipCallID"] as? String }).count == 1)
            #expect(events.allSatisfy { $0["transport"] as? String == "tcp" && $0["level"] as? String == "info" })
            #expect(texts[0].contains("From: \"…\" <sip:…0199@127.0.0.1>"))
            #expect(texts[0].contains("X-Harm: \u{1b}[2J"))
            #expect(texts.allSatisfy { !$0.contains("425555") && !$0.contains("digest-secret") })
        }

        @Test("full: the message as it came, numbers too, without credentials")
        func full() async throws {
            let texts = try await self.cancelledCall(sip: "full").compactMap { $0["text"] as? String }
            #expect(texts.map(Self.subject) == Self.story)
            #expect(texts[0].contains("From: \"Alice\" <sip:+14255550199@127.0.0.1>"))
            #expect(texts[0].hasSuffix("\nv=0"))
            #expect(texts.allSatisfy { !$0.contains("digest-secret") })
        }

        @Test("off: no message is logged")
        func off() async throws {
            #expect(try await self.cancelledCall(sip: "off").isEmpty)
        }

        @Test("In the text format the message stands indented below its line, and nothing in it reaches the terminal")
        func text() async throws {
            try await withServer(LogsAcceptance.configuration(format: "text", sip: "full")) { server in
                try await withPeer(to: server) { peer in
                    try await peer.send(
                        peer.dialogue().request("OPTIONS", extra: ["X-Harm: \u{1b}[2J\u{9b}31m", "Server: a\rforged"]))
                    _ = try await peer.inbox.expect("An answer")
                }
                try await server.logged("The answer") { $0.hasPrefix("    SIP/2.0 ") }
                let lines = await server.log.split(separator: "\n")
                let start = try #require(lines.firstIndex { $0.contains("SIP message") })
                #expect(lines[start + 1].hasPrefix("    OPTIONS sip:"))
                #expect(lines.contains("    X-Harm: \\u001b[2J\\u009b31m"))
                #expect(lines.allSatisfy { $0.hasPrefix("20") || $0.hasPrefix("    ") })
                #expect(
                    lines.joined().unicodeScalars.allSatisfy { $0.value >= 32 && !(0x7f...0x9f).contains($0.value) })
            }
        }

        private static let story = [
            "INVITE INVITE", "SIP/2.0 INVITE", "CANCEL CANCEL", "SIP/2.0 CANCEL", "SIP/2.0 INVITE", "ACK ACK",
        ]

        /// The first word of a message, and the method of its CSeq.
        private static func subject(_ text: String) -> String {
            let lines = text.split(separator: "\n")
            let method = lines.first { $0.hasPrefix("CSeq:") }?.split(separator: " ").last ?? ""
            return "\(lines[0].prefix { $0 != " " }) \(method)"
        }

        /// The SIP events of a call that its caller cancels.
        private func cancelledCall(sip: String) async throws -> [[String: Any]] {
            var log = ""
            try await withServer(LogsAcceptance.configuration(format: "json", level: "info", sip: sip)) { server in
                // Over TCP, where nothing is sent again.
                try await withPeer(.tcp, to: server) { peer in
                    let dialogue = peer.dialogue()
                    let invite = dialogue.request(
                        "INVITE",
                        extra: [
                            "Authorization: Digest username=\"alice\",", "  response=\"digest-secret\"",
                            "X-Harm: \u{1b}[2J",
                        ])
                    try await peer.send(
                        invite.replacing("Content-Length: 0\r\n\r\n", with: "Content-Length: 5\r\n\r\nv=0\r\n"))
                    _ = try await peer.expect(100)
                    try await peer.send(dialogue.cancel)
                    _ = try await peer.expect(200, to: "CANCEL")
                    try await peer.send(dialogue.ack(peer.expect(487)))
                    try await server.logged("The end of the call") { $0.contains("call ended") }
                }
                log = await server.log
            }
            return try LogsAcceptance.events(log).filter { $0["message"] as? String == "SIP message" }
        }
    }
}
