import CallAutomationModel
import CallRouting
import Crypto
import EventDelivery
import EventModel
import Foundation
import Testing

@Suite("Requests to an endpoint")
struct SubscriptionRequestsTests {
    private static let now = Timestamp(milliseconds: 1_773_302_400_000)

    private func subscription(_ schema: EventSubscription.Schema) -> EventSubscription {
        var subscription = EventSubscription(name: "app", resource: "local", endpoint: "https://app.example/events")
        subscription.schema = schema
        return subscription
    }

    private let event = EventGridEvent.incomingCall(
        id: "event-1", topic: EventGridEvent.topic(resource: "local"), eventTimeTicks: 17_733_024_001_234_567,
        data: IncomingCallEventData(
            to: .phoneNumber("+14255550100"), from: .phoneNumber("+14255550199"), serverCallID: "s",
            callerDisplayName: "Alice", incomingCallContext: "context", correlationID: "c"))

    private func fields(_ post: EventPost) -> [String: String] {
        Dictionary(post.headers.map { ($0.name.lowercased(), $0.value) }) { "\($0), \($1)" }
    }

    @Test("A delivery in the CloudEvents schema is one structured event that the receiving side reads")
    func cloudEvent() throws {
        let post = self.subscription(.cloudEvents).delivery(of: self.event, attempt: 1, now: Self.now)
        #expect(post.method == .post)
        let fields = self.fields(post)
        #expect(fields["content-type"] == "application/cloudevents+json; charset=utf-8")
        #expect(fields["webhook-request-origin"] == "eventgrid.azure.net")
        #expect(fields["aeg-metadata-version"] == "1.0")
        #expect(fields["aeg-delivery-count"] == "1")
        #expect(fields["aeg-data-version"] == nil)
        let read = try #require(try CloudEvent.decode(post.body).first)
        #expect(read.id == "event-1" && read.type == "Microsoft.Communication.IncomingCall")
        #expect(read.source == self.event.topic && read.subject == self.event.subject)
        #expect(read.timeTicks == self.event.eventTimeTicks)
        #expect(read.data == self.event.data)
        #expect(IncomingCallWebhook().receive(method: "POST", headers: [], body: post.body).incomingCalls.count == 1)
    }

    @Test("Custom headers come last; a signature covers id, time and body as Standard Webhooks has it")
    func signed() throws {
        let key = SymmetricKey(data: Data(repeating: 7, count: 32))
        let secret = "whsec_" + Data(repeating: 7, count: 32).base64EncodedString()
        var subscription = self.subscription(.eventGrid)
        subscription.headers = [EventPostHeader(name: "Authorization", value: "Bearer word")]
        subscription.signingSecret = WebhookSecret(secret)
        let post = subscription.delivery(of: self.event, attempt: 0, now: Self.now)
        let fields = self.fields(post)
        #expect(fields["authorization"] == "Bearer word")
        #expect(fields["webhook-id"] == "event-1" && fields["webhook-timestamp"] == "1773302400")
        let content = Data("event-1.1773302400.".utf8) + Data(post.body)
        let code = Data(HMAC<SHA256>.authenticationCode(for: content, using: key)).base64EncodedString()
        #expect(fields["webhook-signature"] == "v1,\(code)")
        #expect(!"\(subscription)".contains(secret))
    }

    @Test("The published vector of Standard Webhooks")
    func vector() throws {
        let secret = try #require(WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        let headers = secret.headers(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", seconds: 1_614_265_330, body: Array(#"{"test": 2432232314}"#.utf8))
        #expect(headers.last?.value == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test("Secrets that are none are refused", arguments: ["", "whsec_", "whsec_AAAA", "AAAAAAAA", "whsec_!"])
    func noSecret(text: String) {
        #expect(WebhookSecret(text) == nil)
    }

    @Test("The Event Grid question is answered by the code with 200, and by nothing else")
    func eventGridHandshake() throws {
        let subscription = self.subscription(.eventGrid)
        let question = subscription.handshake(code: "512d", id: "id", confirmationURL: "https://d/?c", now: Self.now)
        #expect(question.method == .post)
        #expect(self.fields(question)["aeg-event-type"] == "SubscriptionValidation")
        let answered = IncomingCallWebhook().receive(method: "POST", headers: [], body: question.body).answer
        func answer(_ status: Int?, _ body: [UInt8]) -> String? {
            var answer = EventAnswer(
                EventRecord.Attempt(at: Self.now, status: status, duration: .zero, error: status == nil ? "down" : nil))
            answer.body = body
            return subscription.refusal(in: answer, code: "512d")
        }
        #expect(answer(200, answered.body) == nil)
        #expect(answer(202, answered.body) != nil)
        #expect(answer(200, Array(#"{"validationResponse":"512e"}"#.utf8)) != nil)
        #expect(answer(200, Array("yes".utf8)) != nil)
        #expect(answer(nil, []) == "down")
    }

    @Test("The CloudEvents question is answered by an allowed origin")
    func cloudEventsHandshake() throws {
        let subscription = self.subscription(.cloudEvents)
        let question = subscription.handshake(code: "512d", id: "id", confirmationURL: "https://d/?c", now: Self.now)
        #expect(question.method == .options && question.body.isEmpty)
        #expect(self.fields(question)["webhook-request-callback"] == "https://d/?c")
        let received = IncomingCallWebhook().receive(
            method: "OPTIONS", headers: question.headers.map { ($0.name, $0.value) }, body: [])
        func answer(_ status: Int, _ origins: [String]) -> String? {
            var answer = EventAnswer(
                EventRecord.Attempt(at: Self.now, status: status, duration: .zero, error: nil))
            answer.allowedOrigins = origins
            return subscription.refusal(in: answer, code: "512d")
        }
        #expect(answer(received.answer.status, [received.answer.headers["WebHook-Allowed-Origin"] ?? ""]) == nil)
        #expect(answer(204, ["*"]) == nil)
        #expect(answer(200, []) != nil)
        #expect(answer(200, ["other.example"]) != nil)
        #expect(answer(404, ["*"]) != nil)
    }
}
