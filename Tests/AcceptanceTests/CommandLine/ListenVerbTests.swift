import Foundation
import Testing

extension CommandLineAcceptance {
    @Suite("divert listen")
    struct ListenVerbTests {
        private func event(_ id: String) -> String {
            """
            [{"id":"\(id)","topic":"t","subject":"s","eventType":"Microsoft.Communication.IncomingCall",
              "eventTime":"2026-03-12T08:00:00.1234567Z","dataVersion":"1.0","metadataVersion":"1","data":{
              "to":{"kind":"phoneNumber","rawId":"4:+14255550100","phoneNumber":{"value":"+14255550100"}},
              "from":{"kind":"phoneNumber","rawId":"4:+14255550123","phoneNumber":{"value":"+14255550123"}},
              "serverCallId":"s","callerDisplayName":"Alice","incomingCallContext":"context of \(id)",
              "correlationId":"c"}}]
            """
        }

        @Test("An event is printed whole and answered 200; Ctrl-C ends it with status 0")
        func prints() async throws {
            try await withListener { listener in
                let answer = try await listener.post(event("e1"))
                #expect(answer.status == 200)
                let line = try await listener.line("event")
                #expect(line.id == "e1" && line.isRepeated == false)
                #expect(line.from == "4:+14255550123" && line.to == "4:+14255550100")
                #expect(line.incomingCallContext == "context of e1")
                let status = try await listener.interrupt()
                #expect(status == 0)
                let decisions = await listener.lines("decision")
                #expect(decisions.isEmpty)
            }
        }

        @Test("For people it says what to give divert serve, and shows numbers in full and the context in short")
        func table() async throws {
            try await withFolder { folder in
                let child = try ChildProcess(
                    Surroundings.server, ["listen", "--port", "0"], environment: Surroundings.childEnvironment,
                    folder: folder.url)
                let line = try await child.output.expect("The line for serve") { $0.contains("divert serve --webhook") }
                let url = try #require(line.split(separator: " ").last.map(String.init))
                let base = url.replacing("/api/events", with: "")
                let long = String(repeating: "x", count: 500)
                let answer = try await DivertClient(endpoint: base, accessKey: DivertClient.developmentKey)
                    .signed("/api/events", Data(event("e1").replacing("context of e1", with: long).utf8))
                #expect(answer.status == 200)
                _ = try await child.output.expect("The call") {
                    $0.contains("+14255550123 “Alice” → +14255550100")
                }
                _ = try await child.output.expect("The context") { $0.contains("xxx…") && $0.contains("500 bytes") }
                child.signal(SIGTERM)
                let status = try await child.exitStatus(within: .seconds(20))
                #expect(status == 0)
                let all = await child.output.all
                #expect(!all.contains { $0.contains(long) })
            }
        }

        @Test("An event that comes again is printed, and acted on once")
        func repeated() async throws {
            // Nobody answers at that endpoint: that a decision was tried is what counts.
            let nowhere = "http://127.0.0.1:\(try await FreePort.tcp())"
            try await withListener(["--reject", "busy", "--endpoint", nowhere]) { listener in
                for id in ["e1", "e1", "e2", "e1"] {
                    let answer = try await listener.post(event(id))
                    #expect(answer.status == 200)
                }
                let events = [
                    try await listener.line("event"), try await listener.line("event"),
                    try await listener.line("event"), try await listener.line("event"),
                ]
                #expect(events.map(\.isRepeated) == [false, true, false, true])
                let first = try await listener.line("decision")
                let second = try await listener.line("decision")
                #expect(Set([first.event, second.event]) == ["e1", "e2"])
                #expect(first.operation == "reject" && first.isDone == false && first.error != nil)
                let status = try await listener.interrupt()
                #expect(status == 0)
                let decisions = await listener.lines("decision")
                #expect(decisions.count == 2)
            }
        }

        @Test("--once ends after the first call, with its decision done")
        func once() async throws {
            let port = try await FreePort.tcp()
            var configuration = ServerConfiguration()
            configuration.webhook = "http://127.0.0.1:\(port)/api/events"
            try await withServer(configuration) { server in
                try await withListener(["--reject", "--once", "--endpoint", server.ready.http], port: port) {
                    listener in
                    let call = "sip:+14255550100@127.0.0.1:\(try server.ready.sipPort)"
                    let run = try await DivertRun(["call", call, "--linger", "0"], in: server.folder)
                    #expect(run.output.contains("refused with 603 "), "\(run.output) \(run.errors)")
                    let status = try await listener.exitStatus()
                    #expect(status == 0)
                    let decision = try await listener.line("decision")
                    #expect(decision.isDone == true && decision.operation == "reject")
                }
            }
        }

        @Test("--once with a decision that fails ends with status 1")
        func onceFailed() async throws {
            try await withServer { server in
                try await withListener(["--redirect-to", "+14255550199", "--once", "--endpoint", server.ready.http]) {
                    listener in
                    _ = try await listener.post(event("e1"))
                    let status = try await listener.exitStatus()
                    #expect(status == 1)
                    let decision = try await listener.line("decision")
                    #expect(decision.isDone == false && decision.error?.contains("8523") == true)
                }
            }
        }

        @Test(
            "--forward-to passes the request on, prints both sides, and gives the answer back", arguments: [200, 503])
        func forward(status: Int) async throws {
            let application = try await Application.start(answers: ["\(status)"])
            try await withListener(["--forward-to", application.url]) { listener in
                let answer = try await listener.post(event("e1"))
                #expect(answer.status == status)
                let came = try await listener.line("event")
                #expect(came.id == "e1")
                let relay = try await listener.line("relay")
                #expect(relay.status == status && relay.url == application.url && relay.milliseconds != nil)
                let received = try await application.event()
                #expect(received.context == "context of e1")
                #expect(received.fields["content-type"] == "application/json")
            }
            await application.end()
        }

        @Test("An application that is not there is a 502 for the sender, and the reason is printed")
        func forwardRefused() async throws {
            let nowhere = "http://127.0.0.1:\(try await FreePort.tcp())/api/events"
            try await withListener(["--forward-to", nowhere]) { listener in
                let answer = try await listener.post(event("e1"))
                #expect(answer.status == 502)
                let relay = try await listener.line("relay")
                #expect(relay.error == "Connection refused" && relay.status == nil)
            }
        }

        @Test("Handshakes are answered, and nonsense is refused and said so")
        func handshake() async throws {
            try await withListener { listener in
                let validation = try await listener.post(
                    """
                    [{"id":"v","eventType":"Microsoft.EventGrid.SubscriptionValidationEvent",
                      "data":{"validationCode":"code"}}]
                    """)
                #expect(validation.status == 200)
                #expect(String(decoding: validation.body, as: UTF8.self) == "{\"validationResponse\":\"code\"}")
                _ = try await listener.line("handshake")
                let nonsense = try await listener.post("nonsense")
                #expect(nonsense.status == 400)
                let refused = try await listener.line("refused")
                #expect(refused.status == 400)
            }
        }

        @Test("A port that is taken is an error with advice")
        func taken() async throws {
            try await withListener { listener in
                let port = listener.webhook.split(separator: ":")[2].prefix { $0.isNumber }
                try await withFolder { folder in
                    let run = try await DivertRun(["listen", "--port", String(port)], in: folder)
                    #expect(run.status == 1)
                    #expect(run.errors.contains("Address already in use") && run.errors.contains("--port 0"))
                }
            }
        }

        @Test(
            "Flags that make no sense are wrong usage, status 64",
            arguments: [
                ["--redirect-to", "+14255550199", "--reject"], ["--reject", "tired"], ["--port", "70000"],
                ["--path", "api"], ["--forward-to", "nowhere"],
            ])
        func usage(arguments: [String]) async throws {
            try await withFolder { folder in
                let run = try await DivertRun(["listen"] + arguments, in: folder)
                #expect(run.status == 64, "\(run.output) \(run.errors)")
            }
        }
    }
}
