import Foundation
import Testing

extension EventsAcceptance {
    @Suite("Receivers of every kind")
    struct Receivers {
        private let call = ["from": "+14255550199", "to": "+14255550100"]

        /// The record of a call whose event has come to its end.
        private func settled(
            _ answers: [String], _ configuration: ServerConfiguration = ServerConfiguration()
        )
            async throws -> CallView.Event
        {
            var event: CallView.Event?
            try await withApplication(answering: answers, configuration) { server, _ in
                let view = try await server.http.basic("POST", "/divert/calls", call).decoded(CallView.self)
                event = try await server.http.call(view.id) { $0.events.first?.state != "pending" }.events.first
            }
            return try #require(event)
        }

        @Test("Statuses from 200 to 204 are delivered", arguments: [200, 201, 202, 203, 204])
        func accepts(status: Int) async throws {
            let event = try await settled(["\(status)"])
            #expect(event.state == "delivered" && event.attempts.map(\.status) == [status])
        }

        @Test("Some are final", arguments: [400, 401, 403, 413, 410, 415])
        func refuses(status: Int) async throws {
            let event = try await settled(["\(status) {\"why\": \"no\"}"])
            #expect(event.state == "failed" && event.reason == "refused")
            #expect(event.attempts.map(\.status) == [status])
            #expect(event.attempts.first?.answer == #"{"why": "no"}"#)
        }

        @Test("All others are tried again, also what is no answer")
        func retries() async throws {
            let statuses = [205, 206, 404, 405, 408, 409, 422, 429, 500, 502, 503, 504]
            let answers = statuses.map { "\($0)" } + ["close", "garbage", "torn"]
            try await withApplication(answering: answers + ["retries=200"]) { server, _ in
                var events: [CallView.Event] = []
                var calls: [CallView] = []
                for _ in answers { calls.append(try await server.http.simulate()) }
                for call in calls {
                    let settled = try await server.http.call(call.id) { $0.events.first?.state != "pending" }
                    events += settled.events
                }
                #expect(events.allSatisfy { $0.state == "delivered" && $0.attempts.map(\.status).last == 200 })
                #expect(events.allSatisfy { $0.attempts.count == 2 && $0.attempts.first?.error != nil })
                let first = events.compactMap(\.attempts.first)
                #expect(Set(first.compactMap(\.status)) == Set(statuses))
                #expect(first.count { $0.status == nil } == 3)
            }
        }

        @Test("A redirect is a failure and not followed")
        func redirects() async throws {
            let elsewhere = try await Application.start()
            let event = try await settled(["302>\(elsewhere.url)", "307>\(elsewhere.url)"])
            #expect(event.state == "failed" && event.reason == "maxDeliveryAttemptsExceeded")
            #expect(event.attempts.map(\.status) == [302, 307])
            #expect(await elsewhere.events.all.isEmpty)
            await elsewhere.end()
        }

        @Test("An answer that breaks off has its status all the same")
        func half() async throws {
            let event = try await settled(["half"])
            #expect(event.state == "delivered" && event.attempts.map(\.status) == [200])
        }

        @Test("One that asks to wait is waited for; one that asks for too long is given up")
        func waits() async throws {
            let clock = ContinuousClock()
            let start = clock.now
            let event = try await settled(["503+4", "200"])
            #expect(event.state == "delivered" && event.attempts.map(\.status) == [503, 200])
            #expect(clock.now - start > .seconds(4))
            let tooLong = try await settled(["503+120"])
            #expect(tooLong.state == "failed" && tooLong.reason == "timeToLiveExceeded")
        }

        @Test("A receiver that is down is told of, and the carrier is, with 503")
        func down() async throws {
            var configuration = ServerConfiguration()
            configuration.webhook = "http://127.0.0.1:\(try await FreePort.tcp())/"
            configuration.calls = ["onUndelivered: reject"]
            try await withServer(configuration) { server in
                try await withPeer(to: server) { peer in
                    let dialogue = peer.dialogue()
                    try await peer.send(dialogue.invite)
                    try await peer.send(dialogue.ack(peer.expect(503)))
                    let call = try #require(try await server.http.calls().first)
                    #expect(call.state == "rejected")
                    #expect(call.decision?.kind == "reject" && call.decision?.reason == "undelivered")
                    #expect(call.events.first?.attempts.map(\.status) == [nil, nil])
                }
            }
        }

        @Test("A decision in the answer is carried out")
        func replies() async throws {
            var configuration = ServerConfiguration()
            configuration.subscription = ["replies: true"]
            let answer = #"200 {"redirect": {"target": {"rawId": "4:+14255550123"}}}"#
            try await withApplication(answering: [answer], configuration) { server, _ in
                try await withPeer(to: server) { peer in
                    let dialogue = peer.dialogue()
                    try await peer.send(dialogue.invite)
                    let moved = try await peer.expect(302)
                    #expect(moved["Contact"] == "<sip:+14255550123@gw1.example.net;user=phone>")
                    try await peer.send(dialogue.ack(moved))
                    let call = try #require(try await server.http.calls().first)
                    #expect(call.state == "redirected" && call.decision?.by == "webhook")
                }
            }
        }

        @Test("One slow subscriber delays no other and no call")
        func slow() async throws {
            let slow = try await Application.start(answers: ["hang"])
            try await withApplication { server, application in
                let made = try await server.http.basic("PUT", "/divert/subscriptions/slow", ["endpoint": slow.url])
                #expect(made.status == 201)
                for _ in 0..<100 {
                    let view = try await server.http.basic("POST", "/divert/calls", call).decoded(CallView.self)
                    let received = try await application.events.expect("Its event") { $0.call == view.id }
                    try await server.http.redirect(received.context, to: "+14255550123").accepted()
                }
                let calls = try await server.http.calls()
                #expect(calls.count == 100 && calls.allSatisfy { $0.state == "redirected" })
            }
            await slow.end()
        }

        @Test("One that sleeps past the deadline costs its own call the ring time, and no other call anything")
        func sleeps() async throws {
            var configuration = ServerConfiguration()
            configuration.ringTimeoutSeconds = 6
            configuration.calls = ["onUndelivered: reject"]
            configuration.filterTo = ["+14255550188"]
            configuration.subscription = ["maxDeliveryAttempts: 1"]
            let awake = try await Application.start()
            try await withApplication(answering: ["hang"], configuration) { server, sleeper in
                let made: [String: Any] = ["endpoint": awake.url, "filter": ["to": ["+14255550100"]]]
                #expect(try await server.http.basic("PUT", "/divert/subscriptions/awake", made).status == 201)
                let patient: [String: Any] = [
                    "from": "+14255550199", "to": "+14255550188", "ringTimeoutSeconds": 60,
                ]
                let long = try await server.http.basic("POST", "/divert/calls", patient).decoded(CallView.self)
                try await withPeer(to: server) { peer in
                    var dialogue = peer.dialogue()
                    dialogue.callee = "sip:+14255550188@127.0.0.1"
                    try await peer.send(dialogue.invite)
                    let short = try await sleeper.events.expect("The event of the call") { $0.call != long.id }
                    for _ in 0..<5 {
                        let view = try await server.http.simulate()
                        let received = try await awake.events.expect("Its event") { $0.call == view.id }
                        try await server.http.redirect(received.context, to: "+14255550123").accepted()
                    }
                    #expect(try await server.http.call(short.call).state == "ringing", "The others took so long.")

                    try await peer.send(dialogue.ack(peer.expect(480)))
                    let expired = try await server.http.call(short.call)
                    #expect(expired.state == "expired" && expired.events.first?.state == "pending")

                    // Its only attempt ends after ten seconds, long before the ring time of the other call.
                    let undelivered = try await server.http.call(long.id, wait: 15)
                    #expect(undelivered.state == "rejected" && undelivered.final?.status == 503)
                    #expect(undelivered.decision?.reason == "undelivered" && undelivered.decision?.by == "policy")
                    #expect(undelivered.events.first?.attempts.map(\.error) == ["no answer within 10 s"])
                    let over = try await server.http.call(short.call) { $0.events.first?.state == "failed" }
                    #expect(over.events.first?.reason == "callEnded" && over.events.first?.attempts.count == 1)
                }
            }
            await awake.end()
        }
    }
}
