import Testing

extension SIPAcceptance {
    @Suite("send garbage")
    struct Garbage {
        private static let mandatory = [
            "From: <sip:a@b>;tag=1", "To: <sip:c@127.0.0.1>", "Call-ID: garbage", "CSeq: 1 INVITE",
        ]

        @Test("SYN-8, SYN-17: whatever comes by UDP, the server answers or is silent, and goes on")
        func datagrams() async throws {
            try await withServer { server in
                try await withPeer(to: server) { peer in
                    let via = "Via: SIP/2.0/UDP \(peer.sentBy);branch=z9hG4bKgarbage"
                    let messages = [
                        "", "\r\n\r\n", "\0\0\0\0", String(repeating: "x", count: 60_000), "INVITE",
                        "INVITE sip:c@127.0.0.1 SIP/2.0\r\n\r\n",
                        "SIP/2.0 200 OK\r\n\(via)\r\n\r\n",
                        (["INVITE sip:c@127.0.0.1 SIP/2.0", via] + Self.mandatory + [
                            "Content-Length: 99999999999", "", "",
                        ])
                        .joined(separator: "\r\n"),
                        (["INVITE sip:c@127.0.0.1 SIP/2.0", via] + Array(repeating: "X: y", count: 5000) + ["", ""])
                            .joined(separator: "\r\n"),
                    ]
                    for message in messages { try await peer.send(message) }
                    try await peer.send(peer.dialogue().request("OPTIONS"))
                    _ = try await peer.expect(200, to: "OPTIONS")
                    #expect(await peer.inbox.all.allSatisfy { $0.status == 200 || $0.status >= 400 })
                    #expect(try await server.http.calls().isEmpty)
                }
            }
        }

        @Test("SYN-17: what is too much is told by its kind, and ends a stream", arguments: SIPPeer.Transport.allCases)
        func limits(transport: SIPPeer.Transport) async throws {
            try await withServer { server in
                for (status, enlarge) in Self.enlargements {
                    try await withPeer(transport, to: server) { peer in
                        try await peer.send(enlarge(peer.dialogue().request("OPTIONS")))
                        _ = try await peer.inbox.expect("\(status)") { $0.status == status }
                        if transport == .tcp { try await peer.waitUntilClosed() }
                    }
                }
                try await withPeer(transport, to: server) { peer in
                    try await peer.send(peer.dialogue().request("OPTIONS"))
                    _ = try await peer.expect(200, to: "OPTIONS")
                }
            }
        }

        /// Each makes a request larger than a limit allows, and has the status that this earns.
        private static let enlargements: [(status: Int, enlarge: @Sendable (String) -> String)] = [
            (414, { $0.replacing("sip:+14255550100@", with: "sip:\(String(repeating: "1", count: 2_048))@") }),
            (513, { replacing($0, with: "Content-Length: 32769\r\n\r\n" + String(repeating: "x", count: 32_769)) }),
            (400, { replacing($0, with: String(repeating: "X: y\r\n", count: 257) + "Content-Length: 0\r\n\r\n") }),
            (400, { replacing($0, with: "X: \(String(repeating: "y", count: 8_192))\r\nContent-Length: 0\r\n\r\n") }),
            (
                400,
                {
                    let line = "X: \(String(repeating: "y", count: 8_000))\r\n"
                    return replacing($0, with: String(repeating: line, count: 5) + "Content-Length: 0\r\n\r\n")
                }
            ),
            (400, { replacing($0, with: String(repeating: "v: SIP/2.0/UDP h\r\n", count: 70) + "l: 0\r\n\r\n") }),
            (400, { replacing($0, with: String(repeating: "m: <sip:h>\r\n", count: 32) + "l: 0\r\n\r\n") }),
        ]

        /// A request with something else for its end.
        private static func replacing(_ request: String, with end: String) -> String {
            request.replacing("Content-Length: 0\r\n\r\n", with: end)
        }

        @Test(
            "SYN-9, SYN-8: what is wrong is told: 400 for a mismatched CSeq, 505 for another version, 416 for a scheme")
        func mistakes() async throws {
            try await withServer { server in
                try await withPeer(to: server) { peer in
                    let options = peer.dialogue().request("OPTIONS")
                    try await peer.send(options.replacing("CSeq: 1 OPTIONS", with: "CSeq: 1 BYE"))
                    _ = try await peer.inbox.expect("400") { $0.status == 400 }
                    try await peer.send(
                        peer.dialogue().request("OPTIONS").replacing(" SIP/2.0\r\n", with: " SIP/7.0\r\n"))
                    _ = try await peer.inbox.expect("505") { $0.status == 505 }
                    let invite = peer.dialogue()
                    let other = invite.invite.replacing(
                        "INVITE sip:+14255550100@127.0.0.1", with: "INVITE soap.beep://c")
                    try await peer.send(other)
                    try await peer.send(invite.ack(peer.expect(416)))
                }
            }
        }

        @Test("TRN-6: without Content-Length framing is lost: 400 and the connection is closed; others go on")
        func stream() async throws {
            try await withServer { server in
                try await withPeer(.tcp, to: server) { broken in
                    try await withPeer(.tcp, to: server) { peer in
                        try await broken.send(
                            broken.dialogue().request("OPTIONS").replacing("Content-Length: 0\r\n", with: ""))
                        _ = try await broken.inbox.expect("400") { $0.status == 400 }
                        try await peer.send(peer.dialogue().request("OPTIONS"))
                        _ = try await peer.expect(200, to: "OPTIONS")
                    }
                }
            }
        }

        @Test("TRN-6: split at any byte and sent together, messages over TCP are the same messages")
        func framing() async throws {
            try await withServer { server in
                try await withPeer(.tcp, to: server) { peer in
                    let first = peer.dialogue().request("OPTIONS")
                    let both = first + "\r\n\r\n" + peer.dialogue().request("OPTIONS")
                    for character in both.unicodeScalars { try await peer.send(String(character)) }
                    _ = try await peer.expect(200, to: "OPTIONS")
                    _ = try await peer.expect(200, to: "OPTIONS")
                }
            }
        }
    }
}
