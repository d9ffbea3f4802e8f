import AsyncHTTPClient
import CallRouting
import DivertTesting
import EntraTokens
import EventModel
import EventReceiver
import Foundation
import Synchronization
import Testing
import WebTokens

@Suite("Where key sets come from")
struct KeySetSourceTests {
    @Test("A file is read anew each time, up to a limit; one that is not there is told")
    func file() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "divert-\(UUID()).json").path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let source = FileKeySetSource(path: path)
        #expect(throws: KeySetSourceError("\(path) cannot be read")) { try source.fetch() }
        for text in ["one", "two"] {
            try Data(text.utf8).write(to: URL(filePath: path))
            #expect(try source.fetch() == Array(text.utf8))
        }
        try Data(repeating: 0x20, count: WebKeySet.lengthLimit).write(to: URL(filePath: path))
        #expect(try source.fetch().count == WebKeySet.lengthLimit)
        try Data(repeating: 0x20, count: WebKeySet.lengthLimit + 1).write(to: URL(filePath: path))
        #expect(throws: KeySetSourceError.self) { try source.fetch() }
    }
}

@Suite("An issuer's keys over HTTP")
struct HTTPKeySetSourceTests {
    /// An issuer that publishes what a test wants: a status and a body.
    private static func withIssuer(
        _ test: (_ url: String, _ publish: (Int, [UInt8]) -> Void) async throws -> Void
    ) async throws {
        let published = Mutex((status: 200, body: [UInt8]()))
        let receiver = try await EventReceiver(path: "/keys") { _ in
            let (status, body) = published.withLock { $0 }
            return WebhookAnswer(status: status, headers: ["Location": "http://127.0.0.1:1/keys"], body: body)
        }
        do {
            try await test(receiver.endpoint) { status, body in published.withLock { $0 = (status, body) } }
        } catch {
            await receiver.stop()
            throw error
        }
        await receiver.stop()
    }

    @Test("Rotation and outage of a stand-in issuer, over the wire")
    func issuer() async throws {
        let client = HTTPKeySetSource.makeClient()
        try await Self.withIssuer { url, publish in
            let (old, new) = (StandInIssuer.es256(keyID: "old"), StandInIssuer.es256(keyID: "new"))
            let keys = PublishedKeys(HTTPKeySetSource(url: url, client: client, patience: .seconds(60))) { _ in }
            let start = Timestamp(milliseconds: 1_760_000_000_000)
            publish(200, old.keySet)
            _ = try await keys.key("old", now: start)
            publish(503, [])
            await #expect(throws: TokenRefusal.unknownKey) { try await keys.key("new", now: start + .seconds(60)) }
            _ = try await keys.key("old", now: start + .seconds(61))
            publish(200, new.keySet)
            await #expect(throws: TokenRefusal.unknownKey) { try await keys.key("new", now: start + .seconds(119)) }
            _ = try await keys.key("new", now: start + .seconds(120))
            await #expect(throws: TokenRefusal.unknownKey) { try await keys.key("old", now: start + .seconds(121)) }
        }
        try await client.shutdown()
    }

    @Test("Only 200 with a bounded body counts; a redirection is not followed")
    func answers() async throws {
        let client = HTTPKeySetSource.makeClient()
        try await Self.withIssuer { url, publish in
            let source = HTTPKeySetSource(url: url, client: client, patience: .seconds(60))
            publish(200, Array(repeating: 0x20, count: WebKeySet.lengthLimit))
            let longest = try await source.fetch()
            #expect(longest.count == WebKeySet.lengthLimit)
            publish(200, Array(repeating: 0x20, count: WebKeySet.lengthLimit + 1))
            await #expect(throws: KeySetSourceError.self) { try await source.fetch() }
            for status in [204, 301, 307, 404, 500] {
                publish(status, [])
                await #expect(throws: KeySetSourceError("the issuer's keys: expected 200, found \(status)")) {
                    try await source.fetch()
                }
            }
        }
        await #expect(throws: KeySetSourceError.self) {
            try await HTTPKeySetSource(url: "http://127.0.0.1:1/keys", client: client).fetch()
        }
        try await client.shutdown()
    }
}
