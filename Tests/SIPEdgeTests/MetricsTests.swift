import CallControl
import CallRouting
import DivertTesting
import MetricsTestKit
import SIPEdge
import SIPTransport
import Testing

@Suite("What is counted (§16)")
struct MetricsTests {
    private func invite(_ number: Int) -> SampleRequest {
        SampleRequest().with {
            $0.callID = "call-\(number)"
            $0.branch = "z9hG4bK-\(number)"
        }
    }

    @Test("A redirected call: requests, responses, retransmissions, the call's outcome and its time")
    func redirected() async throws {
        let metrics = TestMetrics()
        try await EdgeStage.run(EdgeStage.Setting().with { $0.metrics = metrics }) { stage in
            await stage.receive(self.invite(1))
            await stage.receive(self.invite(1))
            await stage.advance(milliseconds: 250)
            #expect(await stage.redirect(to: "+14255550199").isAccepted)
            await stage.advance(milliseconds: 500)
            #expect(await stage.statuses() == [100, 100, 302, 302])
            let transactions = try metrics.expectMeter("sip.server.transactions").lastValue
            #expect(transactions == 1)
            await stage.receive(self.invite(1).as("ACK"))
            await stage.receive(self.invite(2).as("ACK"))
            // Timer I, which only forgets, may be a tenth of a second late.
            await stage.advance(milliseconds: 5_100)
        }
        func counter(_ name: String, _ dimensions: (String, String)...) -> Int64? {
            try? metrics.expectCounter(name, dimensions).totalValue
        }
        #expect(counter("sip.server.requests", ("method", "INVITE"), ("transport", "udp"), ("peer", "trunk")) == 2)
        #expect(counter("sip.server.requests", ("method", "ACK"), ("transport", "udp"), ("peer", "trunk")) == 2)
        #expect(counter("sip.server.responses", ("method", "INVITE"), ("status", "100"), ("peer", "trunk")) == 1)
        #expect(counter("sip.server.responses", ("method", "INVITE"), ("status", "302"), ("peer", "trunk")) == 1)
        #expect(counter("sip.server.retransmissions", ("direction", "received"), ("peer", "trunk")) == 1)
        #expect(counter("sip.server.retransmissions", ("direction", "sent"), ("peer", "trunk")) == 2)
        #expect(counter("sip.server.dropped", ("reason", "ack"), ("peer", "trunk")) == 1)
        #expect(counter("call.incoming", ("trunk", "trunk"), ("outcome", "redirected")) == 1)
        let duration = try metrics.expectTimer("call.offer.duration", [("outcome", "redirected")])
        #expect(duration.values == [250_000_000])
        #expect(counter("event.delivery.attempts", ("result", "accepted"), ("status", "2xx")) == 1)
        #expect(try metrics.expectTimer("event.delivery.duration").values == [4_000_000])
        #expect(try metrics.expectTimer("event.delivery.lag", [("until", "posted")]).values == [0])
        #expect(try metrics.expectTimer("event.delivery.lag", [("until", "accepted")]).values == [4_000_000])
        #expect(try metrics.expectTimer("call.decision.duration").values == [246_000_000])
        #expect(try metrics.expectMeter("sip.server.transactions").lastValue == 0)
        #expect(try metrics.expectGauge("call.active").values == [1, 0])
    }

    @Test("A call that the policy answers at once counts with its outcome and no time, recorded or not")
    func answeredAtOnce() async throws {
        let metrics = TestMetrics()
        let setting = EdgeStage.Setting().with {
            $0.metrics = metrics
            $0.calls.ringTimeout = .zero
            $0.calls.policyRecordsPerSecond = 1
        }
        try await EdgeStage.run(setting) { stage in
            for number in 1...2 { await stage.receive(self.invite(number)) }
            #expect(await stage.statuses() == [480, 480])
        }
        let outcomes = [("trunk", "trunk"), ("outcome", "expired")]
        #expect(try metrics.expectCounter("call.incoming", outcomes).totalValue == 2)
        #expect(try metrics.expectTimer("call.offer.duration", [("outcome", "expired")]).values == [0, 0])
    }

    @Test("What goes wrong: strangers, malformed requests, CANCEL before and after, a missing ACK, a refused call")
    func unwanted() async throws {
        let metrics = TestMetrics()
        var peer = EdgeStage.Setting.peer()
        peer.limits = PeerLimits(pendingCalls: 1)
        let setting = EdgeStage.Setting().with {
            $0.metrics = metrics
            $0.peers = [peer]
        }
        try await EdgeStage.run(setting) { stage in
            await stage.receive(self.invite(1), from: "203.0.113.1")
            await stage.receive(self.invite(1).with { $0.from = "<<>>" })
            await stage.receive(self.invite(1))
            await stage.receive(self.invite(2))
            await stage.receive(self.invite(1).as("CANCEL"))
            await stage.receive(self.invite(1).as("CANCEL").with { $0.others = ["X: y"] })
            await stage.receive(self.invite(9).as("CANCEL"))
            await stage.advance(milliseconds: 33_000)
        }
        func counter(_ name: String, _ dimensions: (String, String)...) -> Int64? {
            try? metrics.expectCounter(name, dimensions).totalValue
        }
        #expect(counter("sip.server.dropped", ("reason", "source"), ("peer", "")) == 1)
        #expect(counter("sip.server.malformed", ("reason", "badRequest"), ("peer", "trunk")) == 1)
        #expect(counter("sip.server.refused", ("reason", "overload"), ("peer", "trunk")) == 1)
        #expect(counter("sip.server.refused", ("reason", "cancel"), ("peer", "trunk")) == 1)
        #expect(counter("sip.server.cancellations", ("phase", "before"), ("peer", "trunk")) == 1)
        #expect(counter("sip.server.ack.missing", ("peer", "trunk")) == 1)
        #expect(counter("call.incoming", ("trunk", "trunk"), ("outcome", "cancelled")) == 1)
    }

    @Test("Each peer is counted by its name, whichever of its networks a request comes from")
    func peers() async throws {
        let metrics = TestMetrics()
        func network(_ prefix: String, of name: String) -> Peer {
            Peer(name: name, resource: nil, isTrusted: false, wantsRingback: false) { $0.hasPrefix(prefix) }
        }
        let setting = EdgeStage.Setting().with {
            $0.metrics = metrics
            $0.peers = [network("192.0.2.1", of: "a"), network("192.0.2.2", of: "b"), network("192.0.2.3", of: "a")]
        }
        try await EdgeStage.run(setting) { stage in
            for (number, host) in ["192.0.2.1", "192.0.2.2", "192.0.2.3"].enumerated() {
                await stage.receive(self.invite(number), from: host)
            }
        }
        for (peer, count) in [("a", 2), ("b", 1)] {
            let taken = try metrics.expectCounter(
                "sip.server.requests", [("method", "INVITE"), ("transport", "udp"), ("peer", peer)])
            #expect(taken.totalValue == count)
            let trying = try metrics.expectCounter(
                "sip.server.responses", [("method", "INVITE"), ("status", "100"), ("peer", peer)])
            #expect(trying.totalValue == count)
        }
    }

    @Test("Methods that nobody knows are one label together")
    func unknownMethods() async throws {
        let metrics = TestMetrics()
        try await EdgeStage.run(EdgeStage.Setting().with { $0.metrics = metrics }) { stage in
            await stage.receive(self.invite(1).as("FOO"))
            await stage.receive(self.invite(2).as("BAR"))
        }
        let taken = try metrics.expectCounter(
            "sip.server.requests", [("method", "other"), ("transport", "udp"), ("peer", "trunk")])
        #expect(taken.totalValue == 2)
    }
}
