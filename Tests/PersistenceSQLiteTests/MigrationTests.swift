import CallAutomationModel
import CallRouting
import DivertTesting
import Foundation
import GRDB
import PersistenceSQLite
import Testing
import UserTokens

@Suite("Databases of earlier versions")
struct MigrationTests {
    private let folder: TemporaryFolder

    init() throws {
        self.folder = try TemporaryFolder()
    }

    /// Leaves the database of a former version in the folder, with its log on.
    private func leave(_ fixture: String) throws {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let sql = try String(contentsOf: tests.appending(path: "Fixtures/\(fixture)"), encoding: .utf8)
        let queue = try DatabaseQueue(path: self.folder.database)
        try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL;" + sql) }
        try queue.close()
    }

    private func version() throws -> Int? {
        let queue = try DatabaseQueue(path: self.folder.database)
        return try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
    }

    /// The version that a new database has.
    private static func newestVersion() async throws -> Int? {
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        let store = try SQLiteCallStore.open(path: folder.database)
        await store.close()
        let queue = try DatabaseQueue(path: folder.database)
        return try await queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
    }

    @Test("A database of version 1 opens; its calls have one hop, and the ringing one can ring on and be decided")
    func version1() async throws {
        try self.leave("database-version-1.sql")
        #expect(try self.version() == 1)
        let store = try SQLiteCallStore.open(
            path: self.folder.database, reportUnreadable: { Issue.record("\($0)") })
        let recovery = try await store.recovery(now: SampleCalls.start + .seconds(3))
        try #require(recovery.calls.count == 2)
        #expect(recovery.repeatability.map(\.key.requestID) == ["request-1"])
        let (ringing, decided) = (recovery.calls[0], recovery.calls[1])
        #expect(ringing.state == .ringing && decided.state == .redirected)
        #expect(ringing.hop.to == CommunicationIdentifier(rawID: "8:acs:contoso_1"))
        #expect(ringing.incomingCallContext == "context-1")
        #expect(ringing.deadline == SampleCalls.start + .seconds(30))
        #expect(ringing.recipe == [0, 1, 2, 255])
        #expect(ringing.events == [EventRecord(id: "event-1", subscription: "orders")])
        #expect(decided.decision?.kind == .redirect(target: SampleCalls.target, contact: nil))
        #expect(decided.events.first?.attempts.count == 1)
        for call in recovery.calls {
            #expect(call.hopNumber == 0 && call.earlierHops.isEmpty)
            #expect(call.ringTimeout == .seconds(30))
        }

        let next = ringing.rangOn(after: .seconds(4))
        let ended = next.ended(SampleCalls.redirect(after: .seconds(5)))
        #expect(await store.write([.ringOn(next, nil), .decide(ended, nil)]) == [.stored, .stored])
        #expect(try await store.call(ringing.id) == ended)
        await store.close()
        #expect(try await self.version() == Self.newestVersion())

        let again = try SQLiteCallStore.open(path: self.folder.database)
        #expect(try await again.call(ringing.id) == ended)
        #expect(try await again.call(namedContext: "a name") == decided)
        await again.close()
    }

    @Test("A database of version 2 opens; its decisions hand nothing on, and later ones may")
    func version2() async throws {
        try self.leave("database-version-2.sql")
        #expect(try self.version() == 2)
        let store = try SQLiteCallStore.open(
            path: self.folder.database, reportUnreadable: { Issue.record("\($0)") })
        let recovery = try await store.recovery(now: SampleCalls.start + .seconds(5))
        try #require(recovery.calls.count == 2)
        let (ringing, decided) = (recovery.calls[0], recovery.calls[1])
        let bob = CommunicationIdentifier(rawID: "8:acs:contoso_bob")
        #expect(ringing.hop.to == bob && ringing.hopNumber == 1)
        #expect(ringing.earlierHops.map(\.decision.kind) == [.redirect(target: bob, contact: nil)])
        #expect(ringing.earlierHops.allSatisfy { $0.decision.onward.isEmpty })
        #expect(ringing.events.map(\.hop) == [0, 1])
        #expect(decided.decision?.onward.isEmpty == true)

        let next = ringing.rangOn(after: .seconds(6)).rangOn(after: .seconds(7))
        let ended = next.ended(SampleCalls.redirect(after: .seconds(8)))
        #expect(await store.write(.ringOn(ringing.rangOn(after: .seconds(6)), nil)) == .stored)
        #expect(await store.write([.ringOn(next, nil), .decide(ended, nil)]) == [.stored, .stored])
        #expect(try await store.call(ringing.id) == ended)
        #expect(ended.decision?.onward.isEmpty == false && ended.earlierHops[2].decision.onward.isEmpty == false)
        await store.close()
        #expect(try await self.version() == Self.newestVersion())
    }

    @Test("A database of each later version opens with all that is in it", arguments: 3...6)
    func later(version: Int) async throws {
        try self.leave("database-version-\(version).sql")
        #expect(try self.version() == version)
        let store = try SQLiteCallStore.open(
            path: self.folder.database, reportUnreadable: { Issue.record("\($0)") })
        let recovery = try await store.recovery(now: SampleCalls.start + .seconds(5))
        try #require(recovery.calls.count == 2)
        let (ringing, decided) = (recovery.calls[0], recovery.calls[1])
        let handedOn = ["User-To-User", "x-tag"]
        #expect(ringing.state == .ringing && ringing.hopNumber == 1)
        #expect(ringing.earlierHops.map { $0.decision.onward.sipHeaders.map(\.name) } == [handedOn])
        #expect(decided.decision?.onward.sipHeaders.map(\.name) == handedOn)
        #expect(decided.decision?.onward.voipHeaders == ["k": "v"])
        let record = try #require(recovery.repeatability.first)
        #expect(recovery.repeatability.count == 1 && record.key.requestID == "request-1")
        #expect(record.firstSent == 1_760_000_000 && record.fingerprint == [7, 7] && record.callID == decided.id)
        let identities = try await SQLiteIdentityStore(beside: store).newestIdentities(of: "contoso", limit: 9)
        #expect(identities.map(\.revocations) == (version < 5 ? [] : [2, 0]))
        #expect(identities.first?.revokedAt == (version < 5 ? nil : SampleCalls.start + .seconds(3)))
        if version < 6 {
            #expect((ringing.events + decided.events).allSatisfy { $0.kind == .incomingCall && $0.failure == nil })
        } else {
            try await self.expectEvents(of: ringing, decided, in: store)
        }

        let ended = ringing.ended(SampleCalls.redirect(after: .seconds(8)))
        let again = RepeatabilityRecord(
            key: record.key, fingerprint: record.fingerprint, firstSent: record.firstSent, callID: record.callID)
        #expect(await store.write([.remember(again), .decide(ended, nil)]) == [.conflict, .stored])
        #expect(try await store.call(ringing.id) == ended)
        await store.close()
        #expect(try await self.version() == Self.newestVersion())
    }

    /// What the sixth version has beyond the ones before.
    private func expectEvents(
        of ringing: CallRecord, _ decided: CallRecord, in store: SQLiteCallStore
    ) async throws {
        #expect(ringing.events.map(\.failure) == [.refused, nil])
        #expect(ringing.events.first?.attempts.map(\.answer) == ["not mine"])
        #expect(decided.events.map(\.kind) == [.incomingCall, .callRedirected])
        #expect(decided.events.map(\.state) == [.delivered, .pending])
        let subscriptions = try await store.subscriptions()
        #expect(subscriptions.map(\.name) == ["audit", "orders"] && subscriptions.map(\.state) == [.pending, .valid])
        #expect(subscriptions.first?.reason == "no answer")
        let letters = try await store.deadLetters(of: "contoso", limit: 9)
        #expect(letters.map(\.id) == ["event-0", "event-1"] && letters.map(\.reason) == [.callEnded, .refused])
        #expect(letters.last?.call == ringing.id && letters.last?.attempts.map(\.status) == [403])
        #expect(
            await store.write([.removeDeadLetter(id: "event-1"), .removeSubscription(name: "audit")])
                == [.stored, .stored])
    }

    @Test("Whatever version a database began with, its tables and indices end up alike", arguments: 1...6)
    func alike(version: Int) async throws {
        try self.leave("database-version-\(version).sql")
        await (try SQLiteCallStore.open(path: self.folder.database)).close()
        let new = try TemporaryFolder()
        await (try SQLiteCallStore.open(path: new.database)).close()
        #expect(try Self.shape(of: self.folder) == Self.shape(of: new))
    }

    /// Every table with its columns in any order, and every index.
    private static func shape(of folder: TemporaryFolder) throws -> [String] {
        try DatabaseQueue(path: folder.database).read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT tables.name || '.' || columns.name || ' ' || columns.type || ' ' || columns."notnull" || ' ' \
                    || coalesce(columns.dflt_value, '-') || ' ' || columns.pk \
                    FROM sqlite_schema AS tables JOIN pragma_table_info(tables.name) AS columns WHERE tables.type = 'table' \
                    UNION SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY 1
                    """)
        }
    }
}
