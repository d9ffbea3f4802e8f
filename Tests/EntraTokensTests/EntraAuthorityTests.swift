import CallRouting
import DivertTesting
import EntraTokens
import Synchronization
import Testing
import WebTokens

@Suite("Which Entra ID tokens are believed")
struct EntraAuthorityTests {
    private static let start = Timestamp(milliseconds: EntraClaimsTests.now * 1000)

    private let source = ScriptedKeySetSource()
    private let reports = Reports()

    /// What the log would hear.
    private final class Reports: Sendable {
        private let list = Mutex<[PublishedKeys.Report]>([])
        var all: [PublishedKeys.Report] { self.list.withLock { $0 } }
        @Sendable func add(_ report: PublishedKeys.Report) { self.list.withLock { $0.append(report) } }
    }

    private func authority() -> EntraAuthority {
        EntraAuthority(
            EntraTrust(issuer: EntraClaimsTests.issuer, audiences: ["https://communication.azure.com"]),
            PublishedKeys(self.source, report: self.reports.add))
    }

    private func refusal(
        of token: String, by authority: EntraAuthority, after seconds: Int = 0
    ) async throws -> TokenRefusal? {
        let token = try CompactToken(token)
        do throws(TokenRefusal) {
            _ = try await authority.claims(of: token, now: Self.start + .seconds(seconds))
            return nil
        } catch {
            return error
        }
    }

    @Test("RS256 and ES256 tokens of the issuer are believed; the keys are fetched once")
    func believed() async throws {
        let issuers = [try await StandInIssuer.rs256(), .es256()]
        self.source.publish(StandInIssuer.keySet(issuers))
        let authority = self.authority()
        for issuer in issuers {
            let token = try CompactToken(issuer.token(EntraClaimsTests.payload()))
            #expect(try await authority.claims(of: token, now: Self.start).claims.subject == "alice")
        }
        #expect(self.source.fetches == 1)
        #expect(self.reports.all == [.renewed(count: 2)])
    }

    @Test("Forgeries are refused, and no key is fetched for a token that could not be good")
    func forgeries() async throws {
        let issuer = StandInIssuer.es256(keyID: "k")
        self.source.publish(issuer.keySet)
        let authority = self.authority()
        let payload = EntraClaimsTests.payload()
        let none = StandInIssuer.forged(header: #"{"alg":"none","kid":"k"}"#, payload: payload)
        #expect(try await self.refusal(of: none, by: authority) == .algorithm)
        let nameless = StandInIssuer.forged(header: #"{"alg":"ES256"}"#, payload: payload, signature: [1])
        #expect(try await self.refusal(of: nameless, by: authority) == .unknownKey)
        let foreign = try issuer.token(EntraClaimsTests.payload(["iss": #""https://evil.example""#]))
        #expect(try await self.refusal(of: foreign, by: authority) == .issuer)
        #expect(self.source.fetches == 0)
        let stranger = try StandInIssuer.es256(keyID: "k").token(payload)
        #expect(try await self.refusal(of: stranger, by: authority) == .signature)
        let brings = StandInIssuer.forged(
            header: #"{"alg":"ES256","kid":"mine","jku":"https://evil.example/keys"}"#, payload: payload, signature: [1]
        )
        #expect(try await self.refusal(of: brings, by: authority) == .unknownKey)
        #expect(self.source.fetches == 1)
    }

    @Test("After a rotation the new key is found by one fetch, and the withdrawn one is no longer believed")
    func rotation() async throws {
        let (old, new) = (StandInIssuer.es256(keyID: "old"), StandInIssuer.es256(keyID: "new"))
        let authority = self.authority()
        self.source.publish(old.keySet)
        let payload = EntraClaimsTests.payload()
        #expect(try await self.refusal(of: old.token(payload), by: authority) == nil)
        let version = authority.keysVersion(now: Self.start)
        self.source.publish(new.keySet)
        // Within a minute of the last fetch nobody asks again.
        #expect(try await self.refusal(of: new.token(payload), by: authority, after: 59) == .unknownKey)
        #expect(authority.keysVersion(now: Self.start) == version)
        #expect(try await self.refusal(of: new.token(payload), by: authority, after: 60) == nil)
        #expect(try await self.refusal(of: old.token(payload), by: authority, after: 61) == .unknownKey)
        #expect(authority.keysVersion(now: Self.start) == version + 1)
        #expect(self.source.fetches == 2)
    }

    @Test("Known keys work on while the issuer is down; other tokens are refused")
    func outage() async throws {
        let issuer = StandInIssuer.es256()
        let authority = self.authority()
        self.source.publish(issuer.keySet)
        let payload = EntraClaimsTests.payload()
        #expect(try await self.refusal(of: issuer.token(payload), by: authority) == nil)
        self.source.publish(nil)
        for hour in 1...3 {
            #expect(try await self.refusal(of: issuer.token(payload), by: authority, after: hour * 3_600) == nil)
        }
        let stranger = try StandInIssuer.es256(keyID: "other").token(payload)
        #expect(try await self.refusal(of: stranger, by: authority, after: 20_000) == .unknownKey)
        // An answer that is no key set is as good as none.
        self.source.publish(Array("<html>sorry</html>".utf8))
        #expect(try await self.refusal(of: stranger, by: authority, after: 20_100) == .unknownKey)
        #expect(try await self.refusal(of: issuer.token(payload), by: authority, after: 20_101) == nil)
        #expect(self.reports.all.last == .failed("the issuer's keys: no usable key set was found"))
    }

    @Test("Before the keys could be had nobody knows: not the same as a key that the issuer does not have")
    func neverHad() async throws {
        let issuer = StandInIssuer.es256()
        let authority = self.authority()
        let token = try issuer.token(EntraClaimsTests.payload())
        for second in 0..<60 {
            #expect(try await self.refusal(of: token, by: authority, after: second) == .keysUnavailable)
        }
        #expect(self.source.fetches == 1)
        self.source.publish(issuer.keySet)
        #expect(try await self.refusal(of: token, by: authority, after: 60) == nil)
        #expect(self.reports.all == [.failed("the issuer is down"), .renewed(count: 1)])
    }

    @Test("Many requests at once share one fetch")
    func together() async throws {
        let issuer = StandInIssuer.es256()
        self.source.publish(issuer.keySet)
        let authority = self.authority()
        let token = try CompactToken(issuer.token(EntraClaimsTests.payload()))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask { _ = try await authority.claims(of: token, now: Self.start) }
            }
            try await group.waitForAll()
        }
        #expect(self.source.fetches == 1)
    }
}
