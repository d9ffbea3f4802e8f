import CallRouting

// Recovery, purge, lists, and the order of answers.
extension CallStoreCase {
    static func recovers(_ store: any CallStore) async throws {
        let now = SampleCalls.start + .seconds(100)
        let timeout = Decision(.timeout, by: .policy, at: SampleCalls.start + .seconds(30))
        let old = SampleCalls.ringing(1).ended(SampleCalls.redirect(after: .seconds(68)))
        let young = SampleCalls.ringing(2).ended(SampleCalls.redirect(after: .milliseconds(68_001)))
        let expired = SampleCalls.ringing(3).ended(timeout)
        let ringing = SampleCalls.ringing(4, after: .seconds(-500))
        for call in [old, young, expired] {
            _ = await store.write([.ring(SampleCalls.ringing(call.id.low & 0xff)), .decide(call, nil)])
        }
        _ = await store.write(.ring(ringing))
        try demand(try await store.recovery(now: now).calls, is: [young, ringing], "calls")
        _ = await store.write(.note(young.acknowledgedAndDelivered()))
        try demand(
            try await store.recovery(now: now).calls, is: [young.acknowledgedAndDelivered(), ringing],
            "calls after an ACK")
    }

    static func recoversRequests(_ store: any CallStore) async throws {
        let call = SampleCalls.ringing(1)
        let record = SampleCalls.repeatability("request-1", of: call)
        _ = await store.write([.ring(call), .decide(call.ended(SampleCalls.redirect(after: .zero)), record)])
        let lastMoment = Timestamp(milliseconds: record.purgeAt.milliseconds - 1)
        try demand(try await store.recovery(now: lastMoment).repeatability, is: [record], "records while open")
        try demand(try await store.recovery(now: record.purgeAt).repeatability, is: [], "records afterwards")
    }

    static func purges(_ store: any CallStore) async throws {
        let old = SampleCalls.ringing(1)
        let young = SampleCalls.ringing(2, after: .milliseconds(1))
        let record = SampleCalls.repeatability("request-1", of: old)
        _ = await store.write([.ring(old), .ring(young), .remember(record)])
        let before = Timestamp(milliseconds: record.purgeAt.milliseconds - 1)
        try demand(await store.write(.purge(now: before)), is: .stored, "an early purge")
        try demand(try await store.newestCalls(limit: 9), is: [young, old], "calls after an early purge")
        try demand(await store.write(.remember(record)), is: .conflict, "the request id after an early purge")
        try demand(await store.write(.purge(now: old.purgeAt)), is: .stored, "purge")
        try demand(try await store.newestCalls(limit: 9), is: [young], "calls")
        try demand(await store.write(.remember(record)), is: .stored, "the request id")
        try demand(await store.write(.ring(old)), is: .stored, "the call id")
        try demand(try await store.call(old.id), is: old, "the call that came anew, with its events")
    }

    static func findsByName(_ store: any CallStore) async throws {
        let calls = [
            SampleCalls.ringing(1, after: .seconds(2), namedContext: "name"),
            SampleCalls.ringing(2, after: .seconds(3), namedContext: "name"),
            SampleCalls.ringing(3, after: .seconds(3), namedContext: "name"),
            SampleCalls.ringing(4, after: .seconds(1), namedContext: "name"),
            SampleCalls.ringing(5, after: .seconds(9)),
            SampleCalls.ringing(6, after: .seconds(9), namedContext: "name\u{0}"),
        ]
        _ = await store.write(calls.map { .ring($0) })
        try demand(try await store.call(namedContext: "name"), is: calls[2], "the newest call")
        try demand(try await store.call(namedContext: "name\u{0}"), is: calls[5], "the call whose name has a NUL")
        try demand(try await store.call(namedContext: "nobody"), is: nil, "a name that never was")
    }

    static func listsNewest(_ store: any CallStore) async throws {
        let calls = [
            SampleCalls.ringing(1, after: .seconds(2)), SampleCalls.ringing(2, after: .seconds(3)),
            SampleCalls.ringing(3, after: .seconds(3)), SampleCalls.ringing(4, after: .seconds(1)),
        ]
        _ = await store.write(calls.map { .ring($0) })
        try demand(
            try await store.newestCalls(limit: 9), is: [calls[2], calls[1], calls[0], calls[3]], "the whole list")
        try demand(try await store.newestCalls(limit: 2), is: [calls[2], calls[1]], "two calls")
        try demand(try await store.newestCalls(limit: 0), is: [], "no calls")
        try demand(try await store.newestCalls(limit: -1), is: [], "less than none")
    }

    static func answersInOrder(_ store: any CallStore) async throws {
        let (answers, continuation) = AsyncStream<UInt64>.makeStream()
        let count: UInt64 = 3_000
        for number in 0..<count {
            store.submit(.ring(SampleCalls.ringing(number))) { result in
                continuation.yield(result == .stored ? number : .max)
            }
        }
        var found: [UInt64] = []
        for await answer in answers {
            found.append(answer)
            if found.count == count { break }
        }
        try demand(found, is: Array(0..<count), "answers")
    }

    static func answersBeforeReading(_ store: any CallStore) async throws {
        for number in 0..<50 as Range<UInt64> {
            let call = SampleCalls.ringing(number)
            try demand(await store.write(.ring(call)), is: .stored, "result")
            try demand(try await store.call(call.id), is: call, "the call")
        }
    }
}
