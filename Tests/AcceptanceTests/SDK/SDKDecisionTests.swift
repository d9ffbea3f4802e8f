import Testing

extension SDKAcceptance {
    @Suite("decides calls")
    struct Decisions {
        @Test(
            "An INVITE rings, the event arrives, redirect_call returns None and the caller gets the 302",
            arguments: PythonSDK.Flavour.allCases, Connection.allCases)
        func redirects(flavour: PythonSDK.Flavour, connection: Connection) async throws {
            try await withApplication(connection.configuration) { server, application in
                let caller = try await SIPp.start("answered", ["FINAL": "302"], to: server)
                let received = try await application.event()

                let outcomes = try await connection.client(of: server, flavour)
                    .run(.redirect(received.context, to: "+14255550123"))
                #expect(outcomes.map(\.returned) == ["None"])

                let log = try await caller.finish()
                #expect(log["contact"] == "<sip:+14255550123@gw1.example.net;user=phone>")
                let call = try await server.http.call(received.call, until: \.isAcknowledged)
                #expect(call.state == "redirected")
                #expect(call.decision?.kind == "redirect" && call.decision?.by == "accessKey")
                #expect(call.final?.status == 302 && call.isAcknowledged)
                #expect(call.final?.contact == log["contact"])
                #expect(await application.events.all.count == 1)
            }
        }

        @Test(
            "reject_call gives the caller the status of its reason",
            arguments: [("busy", 486), ("forbidden", 403), ("none", 603)], PythonSDK.Flavour.allCases)
        func rejects(rejection: (reason: String, status: Int), flavour: PythonSDK.Flavour) async throws {
            try await withApplication { server, application in
                let caller = try await SIPp.start("answered", ["FINAL": "\(rejection.status)"], to: server)
                let received = try await application.event()

                let outcomes = try await PythonSDK.http(server, flavour)
                    .run(.reject(received.context, reason: rejection.reason))
                #expect(outcomes.map(\.returned) == ["None"])

                try await caller.finish()
                let call = try await server.http.call(received.call, until: \.isAcknowledged)
                #expect(call.state == "rejected")
                #expect(call.decision?.reason == rejection.reason)
                #expect(call.final?.status == rejection.status)
            }
        }

        @Test("The event has the documented headers and members")
        func describesTheCall() async throws {
            try await withApplication { server, application in
                let caller = try await SIPp.start("answered", ["FINAL": "486"], to: server)
                let received = try await application.event()
                let event = received.event

                #expect(received.fields["content-type"] == "application/json; charset=utf-8")
                #expect(received.fields["aeg-event-type"] == "Notification")
                #expect(received.fields["aeg-subscription-name"] == "APP")
                #expect(received.fields["aeg-delivery-count"] == "0")
                #expect(received.fields["aeg-metadata-version"] == "1")
                #expect(received.fields["aeg-data-version"] == "1.0")
                #expect(received.fields["aeg-output-event-id"] == event.id)
                #expect(received.body.count == 1)
                #expect(
                    event.topic == "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/divert"
                        + "/providers/Microsoft.Communication/communicationServices/local")
                #expect(event.subject == "/caller/4:+14255550199/recipient/4:+14255550100")
                #expect(event.eventType == "Microsoft.Communication.IncomingCall")
                #expect(event.eventTime.wholeMatch(of: #/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z/#) != nil)
                #expect(event.dataVersion == "1.0" && event.metadataVersion == "1")
                #expect(event.data.from.rawId == "4:+14255550199" && event.data.from.kind == "phoneNumber")
                #expect(event.data.to.rawId == "4:+14255550100" && event.data.to.kind == "phoneNumber")
                #expect(event.data.callerDisplayName == "Alice")
                #expect(!event.data.serverCallId.isEmpty)
                #expect(event.data.incomingCallContext.wholeMatch(of: #/[A-Za-z0-9_-]{1,4096}/#) != nil)
                try await server.http.reject(received.context, reason: "busy").accepted()
                try await caller.finish()
                #expect(try await server.http.call(event.data.correlationId).hops.map(\.eventId) == [event.id])
            }
        }
    }
}
