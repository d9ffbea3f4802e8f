import CallRouting
import DivertTesting
import Foundation
import GRDB
import GroupCommit
import PersistenceSQLite
import Testing

@Suite("Opening a database")
struct SQLiteFileTests {
    private let folder: TemporaryFolder

    init() throws {
        self.folder = try TemporaryFolder()
    }

    private func code(openingAt path: String) -> StoreError.Code? {
        do throws(StoreError) {
            _ = try SQLiteCallStore.open(path: path)
            return nil
        } catch {
            #expect(error.path == path)
            #expect(error.description.hasSuffix(error.remedy))
            return error.code
        }
    }

    /// Writes with a connection of its own, as another program would.
    private func tamper(_ sql: String) throws {
        let queue = try DatabaseQueue(path: self.folder.database)
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        try queue.close()
    }

    @Test("Commits wait for the disk: write-ahead log, full synchronisation, foreign keys")
    func settings() async throws {
        try await withSQLiteStore { store, _ in
            let settings = try await store.writer.withBackend { backend in
                try backend.access { database in
                    try ["journal_mode", "synchronous", "foreign_keys", "busy_timeout"].map {
                        try String.fetchOne(database, sql: "PRAGMA \($0)") ?? ""
                    }
                }
            }
            #expect(settings == ["wal", "2", "1", "2000"])
        }
    }

    @Test("Only the owner may read the file: it holds phone numbers")
    func permissions() async throws {
        try await withSQLiteStore { store, folder in
            _ = await store.write(.ring(SampleCalls.ringing(1)))
            for suffix in ["", "-wal", "-shm"] {
                let attributes = try FileManager.default.attributesOfItem(atPath: folder.database + suffix)
                #expect(attributes[.posixPermissions] as? Int == 0o600)
            }
        }
    }

    @Test("What was stored is there after the store was closed and opened again, and no log is left behind")
    func reopens() async throws {
        let call = SampleCalls.ringing(1, namedContext: "name")
        let ended = call.ended(SampleCalls.redirect(after: .seconds(1))).acknowledgedAndDelivered()
        let record = SampleCalls.repeatability("request", of: call)
        let first = try SQLiteCallStore.open(path: self.folder.database)
        #expect(
            await first.write([.ring(call), .decide(ended, record), .note(ended)]) == [.stored, .stored, .stored])
        await first.close()
        #expect(!FileManager.default.fileExists(atPath: self.folder.database + "-wal"))
        let second = try SQLiteCallStore.open(path: self.folder.database)
        #expect(try await second.call(call.id) == ended)
        #expect(try await second.call(namedContext: "name") == ended)
        let recovery = try await second.recovery(now: SampleCalls.start + .seconds(2))
        #expect(recovery.calls == [ended])
        #expect(recovery.repeatability == [record])
        #expect(await second.write(.decide(ended, nil)) == .conflict)
        await second.close()
    }

    @Test(
        "Texts and bytes come back as they were, and what is empty is not absent",
        arguments: ["", "\u{1F4DE} ring", String(repeating: "ö", count: 40_000)],
        [nil, [], [0], Array(repeating: 0xff, count: 70_000)] as [[UInt8]?])
    func values(text: String, recipe: [UInt8]?) async throws {
        let store = try SQLiteCallStore.open(path: self.folder.database)
        let sample = SampleCalls.ringing(1)
        let call = CallRecord(
            id: sample.id, origin: .sip, resource: sample.resource, peer: recipe == nil ? nil : text, from: sample.from,
            to: sample.to, callerDisplayName: text, customContext: sample.customContext,
            serverCallID: sample.serverCallID, createdAt: sample.createdAt, deadline: sample.deadline,
            incomingCallContext: sample.incomingCallContext, namedContext: nil, recipe: recipe,
            timeline: sample.timeline, events: sample.events)
        #expect(await store.write(.ring(call)) == .stored)
        let stored = try #require(try await store.call(call.id))
        #expect(stored.callerDisplayName == text && stored.peer == call.peer && stored.recipe == recipe)
        #expect(stored == call)
        await store.close()
    }

    @Test("A closed store says so")
    func closed() async throws {
        let store = try SQLiteCallStore.open(path: self.folder.database)
        await store.close()
        #expect(await store.write(.ring(SampleCalls.ringing(1))) == .refused("The store is closed."))
        await #expect(throws: StoreError.self) { try await store.newestCalls(limit: 1) }
    }

    @Test("A folder in the file's place, a missing folder, a place without files")
    func places() throws {
        #expect(self.code(openingAt: self.folder.path) == .notAFile)
        #expect(self.code(openingAt: self.folder.path + "/missing/calls.sqlite") == .folderMissing)
        #expect(self.code(openingAt: "/proc/self/calls.sqlite") == .notWritable)
    }

    @Test("A folder that may not be written", .enabled(if: geteuid() != 0, "The superuser may write everywhere"))
    func readOnlyFolder() throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: self.folder.path)
        #expect(self.code(openingAt: self.folder.database) == .notWritable)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: self.folder.path)
    }

    @Test("A file that never was a database")
    func garbage() throws {
        try Data(repeating: 0x55, count: 8_192).write(to: URL(fileURLWithPath: self.folder.database))
        #expect(self.code(openingAt: self.folder.database) == .corrupt)
    }

    @Test("A database with damaged pages")
    func damaged() async throws {
        let store = try SQLiteCallStore.open(path: self.folder.database)
        _ = await store.write((0..<500).map { .ring(SampleCalls.ringing($0)) })
        await store.close()
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: self.folder.database))
        try file.seek(toOffset: 20 * 4_096)
        try file.write(contentsOf: Data(repeating: 0xee, count: 12 * 4_096))
        try file.close()
        #expect(self.code(openingAt: self.folder.database) == .corrupt)
    }

    @Test("A database of another program is left as it is")
    func foreign() throws {
        try self.tamper("CREATE TABLE notes (text TEXT)")
        let before = try Data(contentsOf: URL(fileURLWithPath: self.folder.database))
        #expect(self.code(openingAt: self.folder.database) == .foreign)
        #expect(try Data(contentsOf: URL(fileURLWithPath: self.folder.database)) == before)
    }

    @Test("A database of a newer version")
    func newer() async throws {
        await (try SQLiteCallStore.open(path: self.folder.database)).close()
        try self.tamper("PRAGMA user_version = 99")
        #expect(self.code(openingAt: self.folder.database) == .newerVersion)
    }

    @Test(
        "A row that cannot be understood is reported with its column and skipped; the server starts",
        arguments: [
            ("state", "'melting'"), ("decision_kind", "'shrug'"), ("decision_by", "NULL"),
            ("timeline", "'soon invite'"), ("timeline", "'1 dance'"), ("origin", "'dream'"), ("final_at", "NULL"),
            ("decision_target", "NULL"), ("hop", "1"), ("hop", "-1"),
        ])
    func unreadableRow(column: String, value: String) async throws {
        let calls = [1, 2].map { SampleCalls.ringing($0).ended(SampleCalls.redirect(after: .seconds(1))) }
        let first = try SQLiteCallStore.open(path: self.folder.database)
        _ = await first.write(calls.map { .log($0) })
        await first.close()
        try self.tamper("UPDATE calls SET \(column) = \(value) WHERE number = 1")
        let (reports, continuation) = AsyncStream<StoreError>.makeStream()
        let store = try SQLiteCallStore.open(path: self.folder.database) { continuation.yield($0) }
        #expect(try await store.newestCalls(limit: 9) == [calls[1]])
        await #expect(throws: StoreError.self) { try await store.call(calls[0].id) }
        #expect(try await store.recovery(now: SampleCalls.start).calls == [calls[1]])
        var report = reports.makeAsyncIterator()
        let error = await report.next()
        #expect(error?.code == .unreadableRow)
        #expect(error?.detail == "Call row 1, column \(column): not understood.")
        await store.close()
    }
}
