import CallAutomationModel
import DivertTesting
import Synchronization
import Testing
import UserTokens
import WebTokens

@Suite("The keys that sign user access tokens")
struct SigningKeyTests {
    private static let payload = Array("{}".utf8)

    /// Makes the sample keys, one after the other.
    private final class Maker: Sendable {
        let count = Mutex(0)
        var made: Int { self.count.withLock { $0 } }

        @Sendable func make() async throws -> SigningKey {
            try await SampleSigningKeys.key(
                self.count.withLock { count in
                    count += 1
                    return count - 1
                })
        }
    }

    @Test("A key's id is the thumbprint of its public key: the same whenever it is read")
    func thumbprint() async throws {
        let (key, again) = (try await SampleSigningKeys.key(0), try await SampleSigningKeys.key(0))
        #expect(key.id == again.id)
        #expect(URLSafeBase64.decode(key.id.utf8)?.count == 32)
        #expect(try await SampleSigningKeys.key(1).id != key.id)
    }

    @Test("The published set verifies what the keys signed, and holds nothing private")
    func publishes() async throws {
        let keys = [try await SampleSigningKeys.key(0), try await SampleSigningKeys.key(1)]
        let published = SigningKeyRing(keys).keySet().bytes
        let set = try #require(await WebKeySet(parsing: published))
        for key in keys {
            let token = try CompactToken(key.sign(Self.payload))
            try #require(set[key.id]).verify(token)
        }
        let text = String(decoding: published, as: UTF8.self)
        for name in ["\"d\"", "\"p\"", "\"q\"", "\"dp\"", "PRIVATE"] { #expect(!text.contains(name)) }
    }

    @Test("What the file holds is read back, the newest first; text around the keys does not count")
    func file() async throws {
        let ring = SigningKeyRing([try await SampleSigningKeys.key(1), try await SampleSigningKeys.key(0)])
        let read = try #require(await SigningKeyRing(fileContent: ring.fileContent))
        #expect(read.keys.map(\.id) == ring.keys.map(\.id))
        let withRemarks = Array("# of last spring\n".utf8) + ring.fileContent + Array("\nend\n".utf8)
        #expect(await SigningKeyRing(fileContent: withRemarks)?.keys.count == 2)
    }

    @Test("A file without a key, with a key that is too small, or with a broken one is not read")
    func brokenFile() async {
        let whole = SampleSigningKeys.pems[0]
        let texts = [
            "", "hello", SampleSigningKeys.small, whole.replacing("MII", with: "MIJ"),
            whole + "\n" + SampleSigningKeys.small,
            String(repeating: "#\n", count: 40_000) + whole,
        ]
        for text in texts { #expect(await SigningKeyRing(fileContent: Array(text.utf8)) == nil) }
        #expect(await SigningKeyRing(fileContent: [0xFF, 0xFE]) == nil)
    }

    @Test("The first key is made when it is needed, once, and is stored before it is used")
    func firstKey() async throws {
        let maker = Maker()
        let stored = Mutex<[[String]]>([])
        let keeper = SigningKeyKeeper(SigningKeyRing([]), make: maker.make) { ring in
            stored.withLock { $0.append(ring.keys.map(\.id)) }
        }
        #expect(keeper.present.keys.isEmpty && maker.made == 0)
        async let first = keeper.ready()
        async let second = keeper.ready()
        let ids = [try await first, try await second].map { $0.keys.map(\.id) }
        #expect(ids[0] == ids[1])
        #expect(maker.made == 1)
        #expect(stored.withLock { $0 } == [ids[0]])
    }

    @Test("A new key signs; the former ones stay good, up to the limit")
    func rotation() async throws {
        let maker = Maker()
        let keeper = SigningKeyKeeper(SigningKeyRing([]), make: maker.make) { _ in }
        let first = try await keeper.ready().keys
        let second = try await keeper.rotate().keys
        #expect(second.count == 2 && second[1].id == first[0].id && second[0].id != first[0].id)
        #expect(keeper.present.publicKey(first[0].id) != nil)
        let many = SigningKeyRing(Array(repeating: first[0], count: SigningKeyRing.limit)).adding(second[0])
        #expect(many.keys.count == SigningKeyRing.limit && many.keys[0].id == second[0].id)
    }

    @Test("A key that cannot be stored is not used")
    func notStored() async throws {
        struct DiskFull: Error {}
        let keeper = SigningKeyKeeper(SigningKeyRing([]), make: Maker().make) { _ in throw DiskFull() }
        await #expect(throws: DiskFull.self) { try await keeper.ready() }
        #expect(keeper.present.keys.isEmpty)
    }

    @Test("A key that is made here is one that can be read back", .timeLimit(.minutes(1)))
    func makes() async throws {
        let key = try await SigningKey.make()
        #expect(try await SigningKey(pem: key.pem).id == key.id)
        #expect("\(key)" == "SigningKey(\(key.id))" && Mirror(reflecting: key).children.isEmpty)
    }
}
