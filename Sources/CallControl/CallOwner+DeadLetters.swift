import CallAutomationModel
package import CallRouting
import EventDelivery
import EventModel
import Logging
import Observability

// Events that were not delivered: kept, looked at, sent again.
extension CallOwner {
    /// Keeps an event that will not be posted any more.
    func bury(_ event: EventRecord, of record: CallRecord, _ failure: EventRecord.Failure) {
        self.metrics.buried(for: failure)
        var text = JSONText(capacity: 2048)
        record.gridEvent(event).write(to: &text)
        let letter = DeadLetter(
            id: event.id, call: record.id, resource: record.resource, subscription: event.subscription,
            reason: failure, at: self.environment.now(), event: String(decoding: text.bytes, as: UTF8.self),
            attempts: event.attempts)
        self.environment.store.submit(.putDeadLetter(letter)) { _ in }
    }

    /// The newest dead letters of a resource, newest first.
    package func deadLetters(of resource: String, limit: Int) async throws -> [DeadLetter] {
        try await self.environment.store.deadLetters(of: resource, limit: limit)
    }

    package func deadLetter(_ id: String) async throws -> DeadLetter? {
        try await self.environment.store.deadLetter(id)
    }

    /// Posts a dead letter once more, to its subscription as it is now. One that is accepted is no dead letter any more.
    ///
    /// - Returns: what came of it; nil when nobody is subscribed under its name any more.
    package func replay(_ letter: DeadLetter) async -> EventRecord.Attempt? {
        guard let subscription = self.subscriptions[letter.subscription]?.subscription,
            let event = letter.gridEvent
        else { return nil }
        let post = subscription.delivery(of: event, attempt: letter.attempts.count, now: self.environment.now())
        let answer = await withCheckedContinuation { continuation in
            self.environment.poster.post(post) { continuation.resume(returning: $0) }
        }
        self.log(
            .info, "dead letter posted", letter.call,
            [
                .subscription(letter.subscription), .status(answer.attempt.status),
                .reason(outside: answer.attempt.error),
            ])
        let write: CallWrite =
            answer.attempt.isAccepted ? .removeDeadLetter(id: letter.id) : .putDeadLetter(letter.tried(answer.attempt))
        await withCheckedContinuation { continuation in
            self.environment.store.submit(write) { _ in continuation.resume() }
        }
        return answer.attempt
    }
}

extension DeadLetter {
    /// The event, whatever it tells.
    fileprivate var gridEvent: EventGridEvent? {
        guard case .object(let members)? = try? JSONValue(parsing: Array(self.event.utf8)) else { return nil }
        func text(_ name: String) -> String { members.first { $0.name == name }?.value.string ?? "" }
        return EventGridEvent(
            id: self.id, topic: text("topic"), subject: text("subject"), eventType: text("eventType"),
            eventTimeTicks: ISO8601Time.parseTicks(text("eventTime")), dataVersion: text("dataVersion"),
            metadataVersion: text("metadataVersion"),
            data: .other(type: text("eventType"), data: members.first { $0.name == "data" }?.value ?? .null))
    }

    fileprivate func tried(_ attempt: EventRecord.Attempt) -> DeadLetter {
        DeadLetter(
            id: self.id, call: self.call, resource: self.resource, subscription: self.subscription,
            reason: self.reason, at: self.at, event: self.event,
            attempts: self.attempts.suffix(Self.attemptLimit - 1) + [attempt])
    }

    /// How many attempts are kept.
    private static let attemptLimit = 30
}
