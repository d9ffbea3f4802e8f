import CallAutomationModel
import CallRouting
import DivertTesting
import Foundation
import GRDB
import PersistenceSQLite
import Testing

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
}
