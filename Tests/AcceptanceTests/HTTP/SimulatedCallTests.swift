import Testing

extension HTTPAcceptance {
    @Suite("Simulated calls")
    struct SimulatedCalls {
        private let call = ["from": "+14255550199", "to": "+14255550100"]

        @Test("A simulated call rings like any other: event, redirect, record")
        func rings() async throws {
            try await withApplication { server, application in
                let placed = try await server.http.basic("POST", "/divert/calls", call)
                #expect(placed.status == 201, "\(placed)")
                let view = try placed.decoded(CallView.self)
                #expect(placed.fields["location"]?.hasSuffix("/divert/calls/\(view.id)") == true)
                #expect(view.state == "ringing" && view.origin == "simulated")
                #expect(view.id == view.correlationId)

                let received = try await application.event()
                #expect(received.call == view.id)
                #expect(received.context == view.incomingCallContext)
                try await server.http.redirect(received.context, to: "+14255550123").accepted()
                let decided = try await server.http.call(view.id, wait: 5)
                #expect(decided.state == "redirected")
                #expect(decided.incomingCallContext == nil)
                #expect(try await server.http.calls().map(\.id) == [view.id])
            }
        }

        @Test(
            "By its id a call is redirected, rejected, hung up",
            arguments: [("redirect", "redirected"), ("reject", "rejected"), ("hangup", "cancelled")])
        func decides(operation: String, state: String) async throws {
            try await withServer { server in
                let view = try await server.http.basic("POST", "/divert/calls", call).decoded(CallView.self)
                let bodies: [String: [String: Any]] = [
                    "redirect": ["target": "+14255550123"], "reject": ["reason": "busy"], "hangup": [:],
                ]
                let answer = try await server.http.basic(
                    "POST", "/divert/calls/\(view.id):\(operation)", bodies[operation] ?? [:])
                #expect((200..<300).contains(answer.status), "\(answer)")
                let decided = try await server.http.call(view.id, wait: 5)
                #expect(decided.state == state)
            }
        }

        @Test("A wait ends with the call, not before")
        func waits() async throws {
            try await withServer { server in
                let view = try await server.http.basic("POST", "/divert/calls", call).decoded(CallView.self)
                async let waiting = server.http.call(view.id, wait: 30)
                #expect(try await server.http.call(view.id, wait: 0).state == "ringing")
                _ = try await server.http.basic("POST", "/divert/calls/\(view.id):reject", ["reason": "forbidden"])
                #expect(try await waiting.state == "rejected")
            }
        }

        @Test("The Divert plane wants a key, and tells nothing without one")
        func wantsAKey() async throws {
            try await withServer { server in
                let answer = try await server.http.plain("GET", "/divert/calls")
                #expect(answer.status == 401 && answer.errorCode == "Denied", "\(answer)")
                let unknown = try await server.http.basic("GET", "/divert/calls/00000000-0000-0000-0000-000000000000")
                #expect(unknown.status == 404, "\(unknown)")
            }
        }
    }
}
