import CallAutomationClient
import Testing

extension ClientAcceptance {
    @Suite("decides calls")
    struct Decisions {
        @Test("A redirect reaches the caller over HTTP and HTTPS", arguments: Connection.allCases)
        func redirects(connection: Connection) async throws {
            try await withApplication(connection.configuration) { server, application in
                let caller = try await SIPp.start("answered", ["FINAL": "302"], to: server)
                let received = try await application.event()

                let acknowledgement = try await connection.client(of: server).redirectCall(
                    incomingCallContext: received.context, to: .phoneNumber("+14255550123"))
                #expect(acknowledgement.correlationID == received.call)
                #expect(acknowledgement.requestID?.isEmpty == false)
                #expect(acknowledgement.attempts == 1)

                let log = try await caller.finish()
                #expect(log["contact"] == "<sip:+14255550123@gw1.example.net;user=phone>")
                let call = try await server.http.call(received.call, until: \.isAcknowledged)
                #expect(call.state == "redirected")
            }
        }

        @Test(
            "A rejection gives the caller the status of its reason",
            arguments: [(CallRejectReason.busy, 486), (.forbidden, 403), (.none, 603)])
        func rejects(reason: CallRejectReason, status: Int) async throws {
            try await withServer { server in
                let call = try await ClientAcceptance.ring(server)
                try await Connection.http.client(of: server).rejectCall(
                    incomingCallContext: call.context, reason: reason)
                let decided = try await server.http.call(call.id, wait: 5)
                #expect(decided.state == "rejected")
                #expect(decided.decision?.reason == reason.rawValue)
                #expect(decided.final?.status == status)
            }
        }

        @Test("The same Repeatability is the same request, another decision is refused with advice")
        func repeats() async throws {
            try await withServer { server in
                let call = try await ClientAcceptance.ring(server)
                let client = try Connection.http.client(of: server)
                let repeatability = Repeatability()
                for _ in 0..<2 {
                    try await client.redirectCall(
                        incomingCallContext: call.context, to: .phoneNumber("+14255550123"),
                        repeatability: repeatability)
                }
                let error = await #expect(throws: CallAutomationError.self) {
                    try await client.rejectCall(incomingCallContext: call.context)
                }
                #expect(error?.reason == .refused && error?.status == 409 && error?.code == "8519")
                #expect(error?.attempts == 1)
                #expect(error?.requestID?.isEmpty == false)
            }
        }

        @Test("A server that comes back gets the request again, and the call is redirected")
        func outlivesARestart() async throws {
            try await withApplication { server, application in
                try await withPeer(to: server) { peer in
                    let dialogue = peer.dialogue()
                    try await peer.send(dialogue.invite)
                    let received = try await application.event()
                    var options = CallAutomationClient.Options()
                    options.retry = RetryPolicy(
                        maximumAttempts: 200, baseDelay: .milliseconds(100), maximumDelay: .milliseconds(100))
                    let client = try CallAutomationClient(
                        endpoint: server.ready.http, credential: .accessKey(DivertClient.developmentKey),
                        options: options)
                    try await server.kill()
                    async let acknowledged = client.redirectCall(
                        incomingCallContext: received.context, to: .phoneNumber("+14255550123"))
                    try await server.restart()

                    let acknowledgement = try await acknowledged
                    #expect(acknowledgement.correlationID == received.call)
                    try await peer.send(dialogue.ack(peer.expect(302)))
                    let call = try await server.http.call(received.call, until: \.isAcknowledged)
                    #expect(call.state == "redirected" && call.final?.status == 302)
                }
            }
        }
    }
}
