import CallRouting
import DivertTesting
import GRDB
import GroupCommit
import PersistenceSQLite
import Testing

@Suite("Decisions of which a statement fails")
struct HalfDecidedTests {
    /// Makes one statement of a decision fail, as an error of the data does.
    private enum Obstacle: String, CaseIterable {
        /// The row of the call cannot be ended, after the repeatability record was written.
        case call = """
            CREATE TRIGGER obstacle BEFORE UPDATE OF state ON calls WHEN NEW.decision_by = 'entra'
            BEGIN SELECT RAISE(ABORT, 'an obstacle'); END
            """
        /// The event about the end cannot be kept, after the call was ended.
        case event = """
            CREATE TRIGGER obstacle BEFORE INSERT ON events WHEN NEW.id = 'about the end'
            BEGIN SELECT RAISE(ABORT, 'an obstacle'); END
            """
    }

    @Test(
        "Nothing of it is on disk, and what shares its commit is (D3, D5)", arguments: Obstacle.allCases, [true, false])
    private func undone(obstacle: Obstacle, isRepeatable: Bool) async throws {
        try await withSQLiteStore { store, folder in
            let calls = (1...3).map { SampleCalls.ringing($0) }
            #expect(await store.write(calls.map { .ring($0) }) == [.stored, .stored, .stored])
            try await store.writer.withBackend { backend in
                try backend.access { try $0.execute(sql: obstacle.rawValue) }
            }
            let ended = calls[0].ended(SampleCalls.redirect(after: .seconds(1)))
            var hindered = calls[1].ended(SampleCalls.redirect(by: .entra, after: .seconds(1)))
            if obstacle == .event {
                hindered.events.append(
                    EventRecord(id: "about the end", subscription: "orders", kind: .callRedirected))
            }
            let records = calls.map { SampleCalls.repeatability("request of \($0.id)", of: $0) }
            let cancelled = calls[2].ended(Decision(.cancel, by: .caller, at: SampleCalls.start + .seconds(1)))
            let writes: [CallWrite] = [
                .decide(ended, records[0]), .decide(hindered, isRepeatable ? records[1] : nil), .conclude(cancelled),
            ]
            // Handed over on the writer's own thread, they go into one commit.
            let (results, commits) = await store.writtenTogether(writes)
            #expect(commits == 1)
            #expect(results[0] == .stored && results[2] == .stored)
            guard case .refused(let reason) = results[1] else {
                Issue.record("The decision was \(results[1])")
                return
            }
            #expect(reason.contains("an obstacle"))

            let restarted = try SQLiteCallStore.open(path: folder.database)
            #expect(try await restarted.call(ended.id) == ended)
            #expect(try await restarted.call(hindered.id) == calls[1])
            #expect(try await restarted.call(cancelled.id) == cancelled)
            let recovery = try await restarted.recovery(now: SampleCalls.start + .seconds(2))
            #expect(recovery.repeatability == [records[0]])
            await restarted.close()

            // The way is free: the same request decides the call after all.
            try await store.writer.withBackend { backend in
                try backend.access { try $0.execute(sql: "DROP TRIGGER obstacle") }
            }
            #expect(await store.write(.decide(hindered, records[1])) == .stored)
            #expect(try await store.call(hindered.id) == hindered)
        }
    }
}

extension SQLiteCallStore {
    /// Submits writes so that nothing comes between them.
    ///
    /// - Returns: what became of each, and how many commits it took.
    fileprivate func writtenTogether(_ writes: [CallWrite]) async -> ([WriteResult], commits: Int) {
        let (answers, continuation) = AsyncStream<(index: Int, result: WriteResult)>.makeStream()
        let before = await self.writer.withBackend { backend in
            for (index, write) in writes.enumerated() {
                self.submit(write) { continuation.yield((index, $0)) }
            }
            return backend.commits
        }
        var results: [Int: WriteResult] = [:]
        for await answer in answers {
            results[answer.index] = answer.result
            if results.count == writes.count { break }
        }
        let commits = await self.writer.withBackend { $0.commits } - before
        return (writes.indices.compactMap { results[$0] }, commits)
    }
}
