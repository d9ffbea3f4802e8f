import Testing

extension HTTPAcceptance {
    @Suite("Racing decisions")
    struct RacingDecisions {
        @Test("D1: of twenty decisions at once one is accepted; whoever comes second is told what happened")
        func race() async throws {
            try await withApplication { server, application in
                try await withPeer(to: server) { peer in
                    let dialogue = peer.dialogue()
                    try await peer.send(dialogue.invite)
                    let received = try await application.event()
                    let answers = try await withThrowingTaskGroup(of: HTTPAnswer.self) { group in
                        for number in 0..<20 {
                            group.addTask {
                                if number == 0 {
                                    return try await server.http.reject(received.context, reason: "busy")
                                }
                                return try await server.http.redirect(received.context, to: "+142555502\(number + 10)")
                            }
                        }
                        return try await group.reduce(into: []) { $0.append($1) }
                    }
                    #expect(answers.count { $0.status == 204 } == 1)
                    #expect(answers.count { $0.status == 409 && $0.errorCode == "8519" } == 19, "\(answers)")
                    let final = try await peer.inbox.expect("A final response") { $0.status >= 300 }
                    try await peer.send(dialogue.ack(final))
                    let call = try await server.http.call(received.call, until: \.isAcknowledged)
                    #expect(call.final?.status == final.status)
                    #expect(call.count(of: "redirect") + call.count(of: "reject") == 1)
                }
            }
        }

        @Test("The same decision twenty times at once: all read 204, the call moves once")
        func agree() async throws {
            try await withApplication { server, application in
                try await withPeer(to: server) { peer in
                    let dialogue = peer.dialogue()
                    try await peer.send(dialogue.invite)
                    let received = try await application.event()
                    try await withThrowingTaskGroup { group in
                        for _ in 0..<20 {
                            group.addTask {
                                try await server.http.redirect(received.context, to: "+14255550123", .init()).accepted()
                            }
                        }
                        try await group.waitForAll()
                    }
                    try await peer.send(dialogue.ack(peer.expect(302)))
                    let call = try await server.http.call(received.call, until: \.isAcknowledged)
                    #expect(call.count(of: "redirect") == 1)
                }
            }
        }
    }
}
