import CallAutomationModel
import EventModel
import EventReceiver
import Testing

@Suite("What a request to a webhook means")
struct WebhookMessageTests {
    private static let data = """
        {"to":{"kind":"phoneNumber","rawId":"4:+14255550100","phoneNumber":{"value":"+14255550100"}},
         "from":{"kind":"phoneNumber","rawId":"4:+14255550123","phoneNumber":{"value":"+14255550123"}},
         "serverCallId":"c2VydmVy","callerDisplayName":"Alice","incomingCallContext":"context","correlationId":"b880bd5a"}
        """

    private func message(_ body: String) -> WebhookMessage {
        WebhookMessage(WebhookRequest(method: "POST", path: "/api/events", body: Array(body.utf8)))
    }

    private func events(_ body: String) -> [ReceivedEvent] {
        if case .events(let events) = self.message(body) { events } else { [] }
    }

    @Test(
        "A call comes in the Event Grid schema and as a CloudEvent, alone or in a batch",
        arguments: [
            "[{\"id\":\"e1\",\"eventType\":\"Microsoft.Communication.IncomingCall\",\"data\":\(data)}]",
            "{\"id\":\"e1\",\"type\":\"Microsoft.Communication.IncomingCall\",\"specversion\":\"1.0\",\"data\":\(data)}",
            "[{\"id\":\"e1\",\"type\":\"Microsoft.Communication.IncomingCall\",\"data\":\(data)}]",
        ])
    func calls(body: String) throws {
        let event = try #require(self.events(body).first)
        #expect(event.id == "e1" && event.type == "Microsoft.Communication.IncomingCall")
        let call = try #require(event.call)
        #expect(call.from == .phoneNumber("+14255550123") && call.to == .phoneNumber("+14255550100"))
        #expect(call.callerDisplayName == "Alice" && call.correlationID == "b880bd5a")
        #expect(call.incomingCallContext == "context" && call.serverCallID == "c2VydmVy")
    }

    @Test("What the server sends is what the webhook reads")
    func roundTrip() throws {
        let sent = IncomingCallEventData(
            to: .communicationUser(resourceID: "r", userID: "u"), from: .anonymous, serverCallID: "s",
            callerDisplayName: "“Ünal”", incomingCallContext: "c", correlationID: "k")
        let event = EventGridEvent.incomingCall(id: "e", topic: "t", eventTimeTicks: 0, data: sent)
        let read = try #require(self.events(String(decoding: event.body(), as: UTF8.self)).first?.call)
        #expect(read == sent)
    }

    @Test(
        "Events of other types, and calls that lack what a decision needs, are events without a call",
        arguments: [
            "[{\"id\":\"e1\",\"eventType\":\"Something.Else\",\"data\":{}}]", "[{}]",
            "[{\"id\":\"e1\",\"eventType\":\"Microsoft.Communication.IncomingCall\",\"data\":{\"correlationId\":\"x\"}}]",
            "[{\"id\":\"e1\",\"eventType\":\"Microsoft.Communication.IncomingCall\"}]",
        ])
    func withoutCall(body: String) {
        let events = self.events(body)
        #expect(events.count == 1 && events.first?.call == nil)
        #expect(self.message(body).answer.status == 200)
    }

    @Test("The subscription validation of Event Grid gets its code back")
    func validation() {
        let body = """
            [{"id":"v","eventType":"Microsoft.EventGrid.SubscriptionValidationEvent",
              "data":{"validationCode":"ab\\"c","validationUrl":"https://example.com"}}]
            """
        #expect(self.message(body) == .validation(code: "ab\"c"))
        let answer = self.message(body).answer
        #expect(answer.status == 200)
        #expect(String(decoding: answer.body, as: UTF8.self) == "{\"validationResponse\":\"ab\\\"c\"}")
    }

    @Test("The CloudEvents handshake is granted to who asks")
    func handshake() {
        let request = WebhookRequest(
            method: "OPTIONS", path: "/api/events",
            headers: [WebhookRequest.Header("webhook-request-origin", "eventgrid.azure.net")])
        let message = WebhookMessage(request)
        #expect(message == .handshake(origin: "eventgrid.azure.net"))
        #expect(message.answer.status == 200)
        #expect(message.answer.headers.contains(WebhookRequest.Header("WebHook-Allowed-Origin", "eventgrid.azure.net")))
    }

    @Test("What is no event is refused with 400", arguments: ["", "nonsense", "7", "\"text\"", "[7]", "[[]]", "[{}"])
    func malformed(body: String) {
        #expect(self.message(body).answer.status == 400)
    }

    @Test("Other methods are refused with 405 and told which there are", arguments: ["GET", "PUT", "DELETE"])
    func methods(method: String) {
        let answer = WebhookMessage(WebhookRequest(method: method, path: "/api/events")).answer
        #expect(answer.status == 405)
        #expect(answer.headers.contains(WebhookRequest.Header("Allow", "POST, OPTIONS")))
    }
}
