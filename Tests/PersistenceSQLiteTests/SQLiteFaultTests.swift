import CallRouting
import Dispatch
import DivertTesting
import Foundation
import GRDB
import GroupCommit
import PersistenceSQLite
import Testing

@Suite("SQLite and its faults")
struct SQLiteFaultTests {
    private let call = SampleCalls.ringing(1)
    private var redirected: CallRecord { self.call.ended(SampleCalls.redirect(after: .seconds(1))) }

    private func run(_ sql: String, in store: SQLiteCallStore) async throws {
        try await store.writer.withBackend { backend in
            try backend.access { try $0.execute(sql: sql) }
        }
    }

    @Test("Many writes from many tasks share few commits (D5)")
    func fewCommits() async throws {
        try await withSQLiteStore { store, _ in
            let before = await store.writer.withBackend { $0.commits }
            let (held, holding) = AsyncStream<Void>.makeStream()
            let (answers, answered) = AsyncStream<WriteResult>.makeStream()
            let release = DispatchSemaphore(value: 0)
            async let hold: Void = store.writer.withBackend { _ in
                holding.yield()
                release.wait()
            }
            for await _ in held { break }
            await withTaskGroup(of: Void.self) { group in
                for task in 0..<8 as Range<UInt64> {
                    group.addTask {
                        for number in 0..<500 as Range<UInt64> {
                            store.submit(.ring(SampleCalls.ringing(task * 1_000 + number))) { answered.yield($0) }
                        }
                    }
                }
            }
            release.signal()
            await hold
            var stored = 0
            for await answer in answers {
                #expect(answer == .stored)
                stored += 1
                if stored == 4_000 { break }
            }
            let commits = await store.writer.withBackend { $0.commits } - before
            let batch = WriterLimits().batch
            #expect(commits == (4_000 + batch - 1) / batch)
            let calls = try await store.newestCalls(limit: 9_999)
            #expect(calls.count == 4_000)
        }
    }

    @Test("A full database refuses, keeps what it has, and is well again when there is room (D5)")
    func full() async throws {
        try await withSQLiteStore { store, _ in
            var healths = store.healths.makeAsyncIterator()
            #expect(await healths.next() == .writing)
            #expect(await store.write(.ring(self.call)) == .stored)
            try await self.run("PRAGMA max_page_count = 1", in: store)
            let calls = (2..<200).map { SampleCalls.ringing($0) }
            let results = await store.write(calls.map { .ring($0) })
            let isRefused = results.map { if case .refused(let text) = $0 { text.contains("full") } else { false } }
            #expect(isRefused.last == true)
            for (call, isRefused) in zip(calls, isRefused) {
                #expect(try await store.call(call.id) == (isRefused ? nil : call))
            }
            #expect(await healths.next() != .writing)
            try await self.run("PRAGMA max_page_count = 1000000", in: store)
            #expect(await store.write(.decide(self.redirected, nil)) == .stored)
            #expect(try await store.call(self.call.id) == self.redirected)
        }
    }

    @Test("While another program holds the database writes are refused, and work when it lets go")
    func busy() async throws {
        try await withSQLiteStore { store, folder in
            try await self.run("PRAGMA busy_timeout = 1", in: store)
            let other = try DatabaseQueue(path: folder.database)
            let (held, begun) = AsyncStream<Void>.makeStream()
            let release = DispatchSemaphore(value: 0)
            other.asyncWriteWithoutTransaction { database in
                try? database.execute(sql: "BEGIN IMMEDIATE")
                begun.yield()
                release.wait()
                try? database.execute(sql: "ROLLBACK")
            }
            for await _ in held { break }
            #expect(await store.write(.ring(self.call)) == .refused("SQLite error 5: database is locked."))
            release.signal()
            try other.close()
            #expect(await store.write(.ring(self.call)) == .stored)
        }
    }

    @Test("A line break in a timeline's detail becomes a space")
    func lineBreaks() async throws {
        try await withSQLiteStore { store, _ in
            var call = self.call
            call.timeline = [
                TimelineEntry(at: SampleCalls.start, name: .event, detail: "two\r\nlines"),
                TimelineEntry(at: SampleCalls.start, name: .ack, detail: " spaces  stay "),
            ]
            #expect(await store.write(.ring(call)) == .stored)
            let stored = try await store.call(call.id)
            #expect(stored?.timeline.map(\.detail) == ["two  lines", " spaces  stay "])
        }
    }

    @Test("A transaction that nobody committed is not there after the process is gone (D9)")
    func abandoned() async throws {
        try await withSQLiteStore { store, folder in
            #expect(await store.write(.ring(self.call)) == .stored)
            let redirected = self.redirected
            try await store.writer.withBackend { backend in
                try backend.begin()
                #expect(try backend.apply(.call(.decide(redirected, nil))) == .applied)
            }
            // What a process that is killed here leaves behind: the file and its log, as they are now.
            let copy = try TemporaryFolder()
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(atPath: folder.database + suffix, toPath: copy.database + suffix)
            }
            await store.writer.withBackend { $0.rollback() }
            let restarted = try SQLiteCallStore.open(path: copy.database)
            #expect(try await restarted.call(self.call.id) == self.call)
            #expect(try await restarted.recovery(now: SampleCalls.start).calls == [self.call])
            #expect(await restarted.write(.decide(self.redirected, nil)) == .stored)
            await restarted.close()
        }
    }

    @Test("What was answered is in the file and its log at once, without a clean end (D9)")
    func killed() async throws {
        try await withSQLiteStore { store, folder in
            let record = SampleCalls.repeatability("request", of: self.call)
            #expect(
                await store.write([.ring(self.call), .decide(self.redirected, record)]) == [.stored, .stored])
            let copy = try TemporaryFolder()
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(atPath: folder.database + suffix, toPath: copy.database + suffix)
            }
            let restarted = try SQLiteCallStore.open(path: copy.database)
            #expect(try await restarted.call(self.call.id) == self.redirected)
            #expect(try await restarted.recovery(now: SampleCalls.start).repeatability == [record])
            await restarted.close()
        }
    }

    @Test("A COMMIT that SQLite itself refuses is read back: not there (D6)")
    func refusedCommit() async throws {
        try await withSQLiteStore { store, _ in
            #expect(await store.write(.ring(self.call)) == .stored)
            let decide = CallWrite.decide(self.redirected, nil)
            let write = StoreWrite.call(decide)
            try await store.writer.withBackend { backend in
                try backend.begin()
                #expect(try backend.apply(write) == .applied)
                // An event without a call, which is noticed only by COMMIT.
                try backend.access {
                    try $0.execute(
                        sql:
                            "PRAGMA defer_foreign_keys = 1; INSERT INTO events (call, position, id, subscription, state, attempts) VALUES (999, 0, '', '', '', '')"
                    )
                }
                #expect(throws: BackendFailure.self) { try backend.commit() }
                try backend.reopen()
                #expect(try !backend.isWritten(write))
            }
            #expect(await store.write(decide) == .stored)
        }
    }

    @Test("A COMMIT that failed is read back from SQLite, found or not (D6)", arguments: [true, false])
    func readBack(isWritten: Bool) async throws {
        let folder = try TemporaryFolder()
        let backend = UnsureBackend(base: try SQLiteBackend(path: folder.database))
        let store = SQLiteWriterStore(writer: GroupCommitWriter(backend: backend))
        let record = SampleCalls.repeatability("request", of: self.call)
        #expect(await store.write(.ring(self.call)) == .stored)
        let expected: WriteResult = isWritten ? .stored : .refused("COMMIT failed.")
        let ringing = SampleCalls.ringing(5)
        #expect(await store.write(.ring(ringing)) == .stored)
        let next = ringing.rangOn(after: .seconds(1))
        let writes: [CallWrite] = [
            .decide(self.redirected, record), .ring(SampleCalls.ringing(2)), .log(SampleCalls.ringing(3)),
            .remember(SampleCalls.repeatability("other", of: self.call)), .ringOn(next, nil),
        ]
        for write in writes {
            await store.writer.withBackend { $0.failing = isWritten ? .afterWriting : .beforeWriting }
            #expect(await store.write(write) == expected)
        }
        // Outcomes are not refused: they are written again.
        let call = SampleCalls.ringing(4)
        #expect(await store.write(.ring(call)) == .stored)
        await store.writer.withBackend { $0.failing = isWritten ? .afterWriting : .beforeWriting }
        let ended = call.ended(Decision(.timeout, by: .policy, at: SampleCalls.start))
        #expect(await store.write(.conclude(ended)) == .stored)
        await store.writer.close()
        let restarted = try SQLiteCallStore.open(path: folder.database)
        #expect(try await restarted.call(self.call.id) == (isWritten ? self.redirected : self.call))
        #expect(try await restarted.call(ended.id) == ended)
        #expect(try await restarted.call(ringing.id) == (isWritten ? next : ringing))
        await restarted.close()
    }

    @Test("A purge goes step by step, and others write in between")
    func purgesInSteps() async throws {
        try await withSQLiteStore { store, _ in
            let calls = (0..<2_500).map { SampleCalls.ringing($0) }
            _ = await store.write(calls.map { .ring($0) })
            let before = await store.writer.withBackend { $0.commits }
            #expect(await store.write(.purge(now: self.call.purgeAt)) == .stored)
            #expect(try await store.newestCalls(limit: 9).isEmpty)
            #expect(await store.writer.withBackend { $0.commits } - before == 3)
            let events = try await store.writer.withBackend { backend in
                try backend.access { try Int.fetchOne($0, sql: "SELECT count(*) FROM events") }
            }
            #expect(events == 0)
        }
    }

    @Test("Reading works on when another program moved the tables and put them back")
    func readsAgain() async throws {
        try await withSQLiteStore { store, _ in
            #expect(await store.write(.ring(self.call)) == .stored)
            #expect(try await store.call(self.call.id) == self.call)
            try await self.run("ALTER TABLE calls RENAME TO away", in: store)
            await #expect(throws: StoreError.self) { try await store.call(self.call.id) }
            try await self.run("ALTER TABLE away RENAME TO calls", in: store)
            #expect(try await store.call(self.call.id) == self.call)
        }
    }

    @Test("Lists and look-ups use an index")
    func usesIndices() async throws {
        try await withSQLiteStore { store, _ in
            let queries = [
                "SELECT * FROM calls WHERE id = x'00'",
                "SELECT * FROM calls WHERE named_context = 'a' ORDER BY created_at DESC, number DESC LIMIT 1",
                "SELECT * FROM calls ORDER BY created_at DESC, number DESC LIMIT 5",
                "SELECT number FROM calls WHERE state = 'ringing'", "SELECT number FROM calls WHERE final_at > 5",
                "SELECT number FROM calls WHERE purge_at <= 5 LIMIT 5",
                "SELECT * FROM repeatability WHERE first_sent > 5",
            ]
            for query in queries {
                let plan = try await store.writer.withBackend { backend in
                    try backend.access { try Row.fetchAll($0, sql: "EXPLAIN QUERY PLAN " + query).map { "\($0)" } }
                }
                #expect(
                    plan.count == 1 && plan[0].contains(/USING (COVERING )?INDEX|SEARCH .* USING PRIMARY KEY/),
                    "\(query): \(plan)")
            }
        }
    }
}
