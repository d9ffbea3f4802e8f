import Testing

extension SIPAcceptance {
    @Suite("come over a bad network")
    struct BadNetwork {
        @Test(
            "Datagrams are lost, doubled and reordered: every call is redirected, once, and one event was sent for it",
            arguments: [1, 3])
        func lossy(eventLoops: Int) async throws {
            let count = 30
            var configuration = ServerConfiguration()
            configuration.eventLoops = eventLoops
            try await withApplication(configuration) { server, application in
                try application.redirectEverything(to: "+14255550123", through: server.ready.http)
                try await withLossyRelay(to: server) { relay in
                    let log = try await SIPp.start(
                        "lossy", ["FINAL": "302"], to: server, through: relay.port, calls: count
                    ).finish()
                    #expect(log.all("contact").count == count)
                    #expect(Set(log.all("contact")) == ["<sip:+14255550123@gw1.example.net;user=phone>"])
                    #expect(Set(log.all("to")).count == count, "TX-9: a To tag for each call")
                    let calls = try await server.http.calls()
                    #expect(calls.count == count)
                    #expect(calls.allSatisfy { $0.state == "redirected" && $0.final?.status == 302 })
                    #expect(try await application.eventIDs(count).count == count)
                }
            }
        }

        @Test("The caller hangs up: every call is cancelled, once, and the caller hears so")
        func lossyCancellations() async throws {
            let count = 30
            try await withApplication { server, application in
                try await withLossyRelay(to: server) { relay in
                    let log = try await SIPp.start("lossy-cancelled", to: server, through: relay.port, calls: count)
                        .finish()
                    #expect(log.all("status").count == count)
                    let calls = try await server.http.calls()
                    #expect(calls.count == count)
                    #expect(calls.allSatisfy { $0.state == "cancelled" && $0.final?.status == 487 })
                    #expect(Set(await application.events.all.map(\.event.id)).count <= count)
                }
            }
        }

        @Test("Nobody decides: every caller gets 480 on the deadline")
        func lossyDeadlines() async throws {
            let count = 30
            var configuration = ServerConfiguration()
            configuration.ringTimeoutSeconds = 1
            try await withApplication(configuration) { server, _ in
                try await withLossyRelay(to: server) { relay in
                    let log = try await SIPp.start(
                        "lossy", ["FINAL": "480"], to: server, through: relay.port, calls: count
                    ).finish()
                    #expect(Set(log.all("to")).count == count, "TX-9: a To tag for each call")
                    let calls = try await server.http.calls()
                    #expect(calls.count == count)
                    #expect(calls.allSatisfy { $0.state == "expired" && $0.final?.status == 480 })
                }
            }
        }
    }
}
