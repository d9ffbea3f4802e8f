import CallAutomationModel
import EventModel
import Testing

@Suite("The receiving end of a webhook (events.md §§1, 4)")
struct IncomingCallWebhookTests {
    private let webhook = IncomingCallWebhook()

    private func post(_ body: String) -> ReceivedEvents {
        self.webhook.receive(method: "POST", headers: [("Content-Type", "application/json")], body: body.utf8)
    }

    @Test("Calls are handed over in either schema, with their event's id, and the sender is thanked")
    func calls() {
        let grid = self.webhook.receive(method: "POST", headers: [], body: EventGridEventTests.event.body())
        let cloud = self.post(CloudEventTests.event())
        for received in [grid, cloud] {
            #expect(received.incomingCalls.map(\.data) == [EventGridEventTests.data])
            #expect(received.incomingCalls.first?.incomingCallContext == "SECRET")
            #expect(received.incomingCalls.first?.from.e164 == "+14255550100")
            #expect(received.problems.isEmpty && received.otherEvents.isEmpty)
            #expect(received.answer == WebhookAnswer(status: 200))
        }
        #expect(grid.incomingCalls.first?.id == EventGridEventTests.event.id)
        #expect(grid.incomingCalls.first?.source == EventGridEventTests.event.topic)
        #expect(cloud.incomingCalls.first?.id == "e-1")
    }

    @Test("In a batch the good events count, and the others are told")
    func batch() {
        let other = CloudEventTests.event("e-3", type: "Microsoft.Communication.CallConnected")
        let received = self.post("[\(CloudEventTests.event("e-1")),7,{},\(other),\(CloudEventTests.event("e-4"))]")
        #expect(received.incomingCalls.map(\.id) == ["e-1", "e-4"])
        #expect(received.otherEvents.map(\.type) == ["Microsoft.Communication.CallConnected"])
        #expect(received.otherEvents.map(\.id) == ["e-3"])
        #expect(received.problems.map(\.path) == ["[1]", "[2]"])
        #expect(received.answer.status == 200)
    }

    @Test("A validation question gets the answer that Event Grid waits for")
    func validation() {
        let received = self.post(
            #"[{"id":"i","eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","data":{"validationCode":"512"}}]"#
        )
        #expect(received.answer.status == 200)
        #expect(received.answer.headers["Content-Type"] == "application/json; charset=utf-8")
        #expect(String(decoding: received.answer.body, as: UTF8.self) == #"{"validationResponse":"512"}"#)
        #expect(received.incomingCalls.isEmpty && received.otherEvents.isEmpty && received.problems.isEmpty)
    }

    @Test(
        "Bodies without events are refused, with a reason that holds nothing of them",
        arguments: [
            "", "secret", "[]", "[1]", #"{"secret":1}"#, #"["secret"]"#, #"{"specversion":"2.0"}"#,
            #"{"eventType":"Microsoft.Communication.IncomingCall","id":"secret","data":{"to":"secret"}}"#,
            "[" + String(repeating: "1,", count: 6000) + "1]",
        ])
    func hostileBodies(body: String) {
        let received = self.post(body)
        #expect(received.incomingCalls.isEmpty)
        #expect(received.answer.status == 400)
        #expect(!received.problems.isEmpty)
        let text = String(decoding: received.answer.body, as: UTF8.self)
        #expect(text.hasPrefix(#"{"error":{"code":"InvalidEvent","message":"#))
        #expect(!"\(text)\(received.problems)".contains("secret"))
    }

    @Test("A body beyond the limit is refused unread, one of exactly the limit is read")
    func longBodies() {
        let event = String(decoding: EventGridEventTests.event.body(), as: UTF8.self)
        let padding = IncomingCallWebhook.bodyLimit - event.utf8.count
        #expect(self.post(event + String(repeating: " ", count: padding)).incomingCalls.count == 1)
        let received = self.post(event + String(repeating: " ", count: padding + 1))
        #expect(received.incomingCalls.isEmpty)
        #expect(received.answer.status == 413)
    }

    @Test("Other methods are told which to use", arguments: ["GET", "PUT", "HEAD", "post", ""])
    func otherMethods(method: String) {
        let received = self.webhook.receive(
            method: method, headers: [], body: EventGridEventTests.event.body())
        #expect(received.incomingCalls.isEmpty)
        #expect(received.answer.status == 405)
        #expect(received.answer.headers["Allow"] == "POST, OPTIONS")
    }

    @Test("A CloudEvents sender that asks is let in")
    func handshake() {
        let received = self.webhook.receive(
            method: "OPTIONS",
            headers: [("webhook-request-origin", "eventgrid.azure.net"), ("WebHook-Request-Rate", "120")], body: [])
        #expect(
            received.answer
                == WebhookAnswer(
                    status: 200,
                    headers: [
                        "Allow": "POST, OPTIONS", "WebHook-Allowed-Origin": "eventgrid.azure.net",
                        "WebHook-Allowed-Rate": "*",
                    ]))
    }

    @Test("Whom the application does not know is kept out, and a rate is told")
    func allowedOrigins() {
        let webhook = IncomingCallWebhook(allowedOrigins: ["eventgrid.azure.net"], allowedRate: 60)
        func answer(_ origins: String...) -> WebhookAnswer {
            webhook.receive(
                method: "OPTIONS", headers: origins.map { ("WebHook-Request-Origin", $0) }, body: []
            ).answer
        }
        #expect(answer("eventgrid.azure.net").headers["WebHook-Allowed-Rate"] == "60")
        for origins in [["evil.example"], ["eventgrid.azure.net", "evil.example"]] {
            let answer = webhook.receive(
                method: "OPTIONS", headers: origins.map { ("WebHook-Request-Origin", $0) }, body: []
            ).answer
            #expect(answer.status == 403)
            #expect(answer.headers["WebHook-Allowed-Origin"] == nil)
        }
    }

    @Test("An origin that would break the answer is not repeated", arguments: ["", "a b", "a\r\nX: y", "é"])
    func brokenOrigins(origin: String) {
        let answer = self.webhook.receive(
            method: "OPTIONS", headers: [("WebHook-Request-Origin", origin)], body: []
        ).answer
        #expect(answer.status == 403)
        #expect(answer.headers["WebHook-Allowed-Origin"] == nil)
    }

    @Test("OPTIONS without an origin is an ordinary question")
    func ordinaryOptions() {
        let answer = self.webhook.receive(method: "OPTIONS", headers: [], body: []).answer
        #expect(answer == WebhookAnswer(status: 204, headers: ["Allow": "POST, OPTIONS"]))
    }
}
