import CallRouting

// Calls that ring on.
extension CallStoreCase {
    private static let call = SampleCalls.ringing(1)

    static func ringsOn(_ store: any CallStore) async throws {
        let second = Self.call.rangOn(after: .seconds(20), events: 2)
        // Events of both hops are noted; the third hop is told to nobody.
        var noted = second.acknowledgedAndDelivered()
        noted.events[2].state = .failed
        let third = noted.rangOn(after: .seconds(40), events: 0)
        let ended = third.ended(SampleCalls.redirect(after: .seconds(50)))
        let writes: [(CallWrite, CallRecord)] = [
            (.ring(Self.call), Self.call), (.ringOn(second, nil), second), (.note(noted), noted),
            (.ringOn(third, nil), third), (.decide(ended, nil), ended),
        ]
        for (write, expected) in writes {
            try demand(await store.write(write), is: .stored, "result")
            try demand(try await store.call(Self.call.id), is: expected, "the call")
        }
        try demand(try await store.newestCalls(limit: 9), is: [ended], "the list")
        try demand(await store.write(.purge(now: Self.call.purgeAt)), is: .stored, "a purge for its first hop")
        try demand(try await store.call(Self.call.id), is: ended, "the call that rang longer")
        try demand(await store.write(.purge(now: ended.purgeAt)), is: .stored, "a purge for its last hop")
        try demand(try await store.call(Self.call.id), is: nil, "the purged call")
        try demand(await store.write(.ring(Self.call)), is: .stored, "the same id anew")
        try demand(try await store.call(Self.call.id), is: Self.call, "the call that came anew, without hops")
    }

    static func ringsOnOnce(_ store: any CallStore) async throws {
        let second = Self.call.rangOn(after: .seconds(20))
        let third = second.rangOn(after: .seconds(40))
        let ended = second.ended(SampleCalls.redirect(after: .seconds(50)))
        try demand(await store.write(.ringOn(second, nil)), is: .conflict, "a hop of a call that is not there")
        try demand(
            await store.write([
                .ring(Self.call), .ringOn(third, nil), .ringOn(second, nil), .ringOn(second, nil),
                .decide(ended, nil), .ringOn(third, nil),
            ]), is: [.stored, .conflict, .stored, .conflict, .stored, .conflict], "results")
        try demand(try await store.call(Self.call.id), is: ended, "the call")
    }

    static func ringsOnForRequests(_ store: any CallStore) async throws {
        let other = SampleCalls.ringing(2)
        let record = SampleCalls.repeatability("request-1", of: Self.call)
        let second = Self.call.rangOn(after: .seconds(20))
        try demand(
            await store.write([
                .ring(Self.call), .ring(other), .ringOn(second, record),
                .ringOn(other.rangOn(after: .seconds(20)), record), .remember(record),
            ]), is: [.stored, .stored, .stored, .conflict, .conflict], "results")
        try demand(try await store.call(Self.call.id), is: second, "the call")
        try demand(try await store.call(other.id), is: other, "the call whose hop brought a known id")
        try demand(
            try await store.recovery(now: SampleCalls.start).repeatability, is: [record], "what a restart remembers")
        try demand(await store.write(.ringOn(other.rangOn(after: .seconds(20)), nil)), is: .stored, "its next hop")
    }

    static func recoversHops(_ store: any CallStore) async throws {
        let ringing = Self.call.rangOn(after: .seconds(20)).rangOn(after: .seconds(21))
        let other = SampleCalls.ringing(2)
        let decided = other.rangOn(after: .seconds(20)).ended(SampleCalls.redirect(after: .seconds(30)))
        _ = await store.write([
            .ring(Self.call), .ringOn(Self.call.rangOn(after: .seconds(20)), nil), .ringOn(ringing, nil),
            .ring(other), .ringOn(other.rangOn(after: .seconds(20)), nil), .decide(decided, nil),
        ])
        let recovery = try await store.recovery(now: SampleCalls.start + .seconds(31))
        try demand(recovery.calls, is: [ringing, decided], "calls")
    }
}
