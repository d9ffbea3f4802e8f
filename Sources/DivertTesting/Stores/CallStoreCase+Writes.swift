import CallAutomationModel
import CallRouting

// Arrival, decision, conclusion and notes.
extension CallStoreCase {
    private static let call = SampleCalls.ringing(1)

    static func keepsEverything(_ store: any CallStore) async throws {
        let simulated = SampleCalls.ringing(2, origin: .simulated, namedContext: "a name")
        let empty = CallRecord(
            id: CallID(high: 3, low: 0), origin: .sip, resource: "", peer: "", from: SampleCalls.target,
            to: SampleCalls.target, callerDisplayName: "", serverCallID: "", createdAt: SampleCalls.start,
            deadline: SampleCalls.start, incomingCallContext: "", namedContext: "", recipe: [])
        let stages = [Self.call, simulated, empty, Self.call.ended(SampleCalls.redirect(after: .seconds(1)))]
        for call in stages {
            try demand(
                await store.write(call.state == .ringing ? .ring(call) : .decide(call, nil)), is: .stored, "result")
            try demand(try await store.call(call.id), is: call, "the call")
        }
        let late = stages[3].acknowledgedAndDelivered()
        try demand(await store.write(.note(late)), is: .stored, "note")
        try demand(try await store.call(late.id), is: late, "the call after its note")
        try demand(try await store.call(CallID(high: 9, low: 9)), is: nil, "a call that never was")
    }

    static func endsOnce(_ store: any CallStore) async throws {
        let first = Self.call.ended(SampleCalls.redirect(after: .seconds(1)))
        let second = Self.call.ended(SampleCalls.redirect(by: .console, after: .seconds(2)))
        try demand(await store.write(.decide(first, nil)), is: .conflict, "decision about a call that is not there")
        try demand(
            await store.write([.ring(Self.call), .decide(first, nil), .decide(second, nil)]),
            is: [.stored, .stored, .conflict], "results")
        try demand(try await store.call(Self.call.id), is: first, "the call")
    }

    static func concludesOnce(_ store: any CallStore) async throws {
        let other = SampleCalls.ringing(2)
        let timeout = Decision(.timeout, by: .policy, at: SampleCalls.start + .seconds(30))
        let redirect = SampleCalls.redirect(after: .seconds(1))
        try demand(
            await store.write([
                .ring(Self.call), .decide(Self.call.ended(redirect), nil), .conclude(Self.call.ended(timeout)),
                .ring(other), .conclude(other.ended(timeout)), .decide(other.ended(redirect), nil),
            ]), is: [.stored, .stored, .conflict, .stored, .stored, .conflict], "results")
        try demand(try await store.call(Self.call.id), is: Self.call.ended(redirect), "the decided call")
        try demand(try await store.call(other.id), is: other.ended(timeout), "the expired call")
    }

    static func rejectsAndCancels(_ store: any CallStore) async throws {
        let kinds: [Decision.Kind] = [
            .redirect(target: SampleCalls.target, contact: nil), .reject(.none), .reject(.busy), .reject(.forbidden),
            .cancel, .timeout, .shutdown, .undelivered, .unresolvable,
        ]
        let deciders: [Decision.Decider] = [.accessKey, .entra, .user, .console, .caller, .policy, .policy]
        for (index, (kind, decider)) in zip(kinds, deciders).enumerated() {
            let call = SampleCalls.ringing(UInt64(index))
            let ended = call.ended(Decision(kind, by: decider, at: SampleCalls.start))
            try demand(await store.write([.ring(call), .conclude(ended)]), is: [.stored, .stored], "results")
            try demand(try await store.call(call.id), is: ended, "the call")
        }
    }

    static func ringsOnce(_ store: any CallStore) async throws {
        let again = SampleCalls.ringing(1, after: .seconds(5))
        try demand(
            await store.write([.ring(Self.call), .ring(again), .log(again)]), is: [.stored, .conflict, .conflict],
            "results")
        try demand(try await store.call(Self.call.id), is: Self.call, "the call")
    }

    static func logs(_ store: any CallStore) async throws {
        let ended = Self.call.ended(Decision(.reject(.busy), by: .policy, at: SampleCalls.start))
        try demand(await store.write([.log(ended), .conclude(ended)]), is: [.stored, .conflict], "results")
        try demand(try await store.call(ended.id), is: ended, "the call")
    }

    static func tracksRequests(_ store: any CallStore) async throws {
        let other = SampleCalls.ringing(2)
        let record = SampleCalls.repeatability("request-1", of: Self.call)
        let redirect = SampleCalls.redirect(after: .seconds(1))
        try demand(
            await store.write([
                .ring(Self.call), .ring(other), .decide(Self.call.ended(redirect), record),
                .decide(other.ended(redirect), record), .remember(record),
                .remember(SampleCalls.repeatability("request-2", of: Self.call)),
            ]), is: [.stored, .stored, .stored, .conflict, .conflict, .stored], "results")
        try demand(try await store.call(other.id), is: other, "the call whose decision brought a known id")
        try demand(await store.write(.decide(other.ended(redirect), nil)), is: .stored, "its next decision")
    }

    static func notes(_ store: any CallStore) async throws {
        let ended = Self.call.ended(SampleCalls.redirect(after: .seconds(1)))
        var noted = Self.call.ended(Decision(.cancel, by: .caller, at: SampleCalls.start)).acknowledgedAndDelivered()
        noted.final?.sendFailed = true
        try demand(
            await store.write([.ring(Self.call), .decide(ended, nil), .note(noted)]),
            is: [.stored, .stored, .stored], "results")
        var expected = ended
        expected.final?.acknowledged = true
        expected.final?.sendFailed = true
        expected.timeline = noted.timeline
        expected.events = noted.events
        try demand(try await store.call(ended.id), is: expected, "the call")
    }

    static func notesNothing(_ store: any CallStore) async throws {
        try demand(await store.write(.note(Self.call)), is: .conflict, "result")
        try demand(try await store.call(Self.call.id), is: nil, "the call")
    }

    static func keepsMarks(_ store: any CallStore) async throws {
        let ended = Self.call.ended(SampleCalls.redirect(after: .seconds(1)))
        _ = await store.write([
            .ring(Self.call), .decide(ended, nil), .note(ended.acknowledgedAndDelivered()), .note(ended),
        ])
        try demand(try await store.call(ended.id)?.final?.acknowledged, is: true, "acknowledged")
    }
}
