import CallRouting

// Events, subscriptions and dead letters.
extension CallStoreCase {
    static func tellsOfEnds(_ store: any CallStore) async throws {
        let decided = SampleCalls.ringing(1)
        var ended = decided.ended(SampleCalls.redirect(after: .seconds(1)))
        ended.events.append(EventRecord(id: "end-1", subscription: "orders", kind: .callRedirected))
        let concluded = SampleCalls.ringing(2)
        var expired = concluded.ended(Decision(.undelivered, by: .policy, at: SampleCalls.start + .seconds(3)))
        expired.events.append(EventRecord(id: "end-2", subscription: "orders", kind: .callRejected))
        expired.events.append(EventRecord(id: "end-3", subscription: "audit", kind: .callRejected))
        try demand(
            await store.write([
                .ring(decided), .ring(concluded), .decide(ended, nil), .conclude(expired), .decide(ended, nil),
            ]), is: [.stored, .stored, .stored, .stored, .conflict], "results")
        try demand(try await store.call(decided.id), is: ended, "the decided call")
        try demand(try await store.call(concluded.id), is: expired, "the call that policy ended")
        let late = SampleCalls.start + .seconds(500)
        try demand(try await store.recovery(now: late).calls, is: [ended, expired], "what a restart learns")
        for index in ended.events.indices { ended.events[index].state = .delivered }
        expired.events[1].state = .failed
        expired.events[1].failure = .attemptsUsedUp
        _ = await store.write([.note(ended), .note(expired)])
        try demand(try await store.recovery(now: late).calls, is: [expired], "what a restart learns then")
    }

    static func keepsAnswers(_ store: any CallStore) async throws {
        var call = SampleCalls.ringing(1)
        _ = await store.write(.ring(call))
        call.events[0].state = .failed
        call.events[0].failure = .refused
        let answers = ["{\"a\":1}", "two\nlines\r\nand \\n a tab\t.", "\\", nil, "ü"]
        call.events[0].attempts = answers.map {
            EventRecord.Attempt(
                at: SampleCalls.start, status: 503, duration: .milliseconds(3), error: $0 == nil ? nil : "no",
                answer: $0)
        }
        call.events[0].attempts.append(
            EventRecord.Attempt(
                at: SampleCalls.start, status: 200, duration: .milliseconds(3), error: nil, answer: "ok"))
        try demand(await store.write(.note(call)), is: .stored, "result")
        try demand(try await store.call(call.id), is: call, "the call")
    }

    private static func subscription(_ name: String, _ definition: String = "{}") -> SubscriptionRecord {
        SubscriptionRecord(
            name: name, definition: definition, state: .pending, reason: "not asked", changedAt: SampleCalls.start)
    }

    static func keepsSubscriptions(_ store: any CallStore) async throws {
        let changed = Self.subscription("b", #"{"endpoint":"http://a.example"}"#)
        try demand(
            await store.write([
                .putSubscription(Self.subscription("b")), .putSubscription(Self.subscription("a")),
                .putSubscription(changed), .removeSubscription(name: "c"),
            ]), is: [.stored, .stored, .stored, .conflict], "results")
        try demand(try await store.subscriptions(), is: [Self.subscription("a"), changed], "subscriptions")
        try demand(await store.write(.removeSubscription(name: "a")), is: .stored, "removal")
        try demand(await store.write(.removeSubscription(name: "a")), is: .conflict, "second removal")
        try demand(try await store.subscriptions(), is: [changed], "what is left")
    }

    private static func letter(
        _ id: String, after: Duration, resource: String = "contoso", _ status: Int = 500
    ) -> DeadLetter {
        DeadLetter(
            id: id, call: CallID(high: 1, low: 2), resource: resource, subscription: "orders", reason: .timeOver,
            at: SampleCalls.start + after, event: #"{"id":"\#(id)"}"#,
            attempts: [
                EventRecord.Attempt(
                    at: SampleCalls.start, status: status, duration: .milliseconds(1), error: "no", answer: "sorry")
            ])
    }

    static func keepsDeadLetters(_ store: any CallStore) async throws {
        let first = Self.letter("1", after: .zero)
        let second = Self.letter("2", after: .seconds(1))
        let again = Self.letter("1", after: .zero, 404)
        try demand(
            await store.write([
                .putDeadLetter(first), .putDeadLetter(second),
                .putDeadLetter(Self.letter("3", after: .zero, resource: "other")), .removeDeadLetter(id: "4"),
            ]), is: [.stored, .stored, .stored, .conflict], "results")
        try demand(try await store.deadLetters(of: "contoso", limit: 9), is: [second, first], "the list")
        try demand(try await store.deadLetters(of: "contoso", limit: 1), is: [second], "the newest")
        try demand(try await store.deadLetter("1"), is: first, "one")
        _ = await store.write(.putDeadLetter(again))
        try demand(try await store.deadLetters(of: "contoso", limit: 9), is: [again, second], "the list then")
        try demand(await store.write(.removeDeadLetter(id: "1")), is: .stored, "removal")
        try demand(try await store.deadLetter("1"), is: nil, "one that is removed")
    }

    static func purgesDeadLetters(_ store: any CallStore) async throws {
        let letters = (0..<5).map { Self.letter("\($0)", after: .seconds($0)) }
        _ = await store.write(letters.map { .putDeadLetter($0) })
        let limit = SampleCalls.start + .seconds(1)
        try demand(await store.write(.purgeDeadLetters(before: limit, keeping: 9)), is: .stored, "a purge by age")
        try demand(
            try await store.deadLetters(of: "contoso", limit: 9), is: Array(letters[1...].reversed()), "the young")
        try demand(await store.write(.purgeDeadLetters(before: limit, keeping: 2)), is: .stored, "a purge by count")
        try demand(
            try await store.deadLetters(of: "contoso", limit: 9), is: Array(letters[3...].reversed()), "the newest")
        try demand(await store.write(.purgeDeadLetters(before: limit, keeping: 0)), is: .stored, "a purge of all")
        try demand(try await store.deadLetters(of: "contoso", limit: 9), is: [], "the rest")
    }
}
