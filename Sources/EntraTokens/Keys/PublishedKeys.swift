package import CallRouting
import Synchronization
package import WebTokens

/// The signing keys of an issuer, fetched when they are needed. While they cannot be had, the known ones go on working.
package final class PublishedKeys: Sendable {
    /// What the log hears of.
    package enum Report: Sendable, Hashable {
        /// The keys are other ones than before.
        case renewed(count: Int)
        /// They could not be had; the text is for the log.
        case failed(String)
    }

    private struct State {
        var keys = WebKeySet()
        var content: [UInt8]?
        var version = 0
        var schedule = KeySetSchedule()
        var fetch: Task<Void, Never>?
    }

    private let source: any KeySetSource
    private let report: @Sendable (Report) -> Void
    private let state = Mutex(State())

    package init(_ source: any KeySetSource, report: @escaping @Sendable (Report) -> Void) {
        self.source = source
        self.report = report
    }

    /// Changes whenever the keys do: what was verified under another version is to be verified again.
    ///
    /// Asking for it keeps the keys fresh.
    package func version(now: Timestamp) -> Int {
        self.state.withLock { state in
            if state.version > 0 { _ = self.step(&state, isKnown: true, now: now) }
            return state.version
        }
    }

    /// The key with this id, and the version of the keys it is among. Waits for a fetch only when it is not known.
    ///
    /// Throws `.unknownKey` when the issuer does not publish it, `.keysUnavailable` when nobody knows, because the keys
    /// never could be had.
    package func key(_ id: String, now: Timestamp) async throws(TokenRefusal) -> (key: SignatureKey, version: Int) {
        let fetch = self.state.withLock { self.step(&$0, isKnown: $0.keys[id] != nil, now: now) }
        await fetch?.value
        let (key, version) = self.state.withLock { ($0.keys[id], $0.version) }
        guard version > 0 else { throw .keysUnavailable }
        guard let key else { throw .unknownKey }
        return (key, version)
    }

    /// Starts a fetch where one is due; returns the one to wait for.
    private func step(_ state: inout sending State, isKnown: Bool, now: Timestamp) -> Task<Void, Never>? {
        switch state.schedule.step(isKnown: isKnown, now: now) {
        case .goOn: return nil
        case .wait: return state.fetch
        case .refresh:
            state.fetch = Task { await self.fetch() }
            return nil
        case .fetch:
            state.fetch = Task { await self.fetch() }
            return state.fetch
        }
    }

    private func fetch() async {
        do {
            let content = try await self.source.fetch()
            let isNew = self.state.withLock { $0.content != content }
            let keys = isNew ? await WebKeySet(parsing: content) : nil
            if isNew, keys == nil { throw KeySetSourceError("the issuer's keys: no usable key set was found") }
            self.state.withLock { state in
                state.schedule.fetched(successfully: true)
                guard let keys else { return }
                state.keys = keys
                state.content = content
                state.version += 1
            }
            if let keys { self.report(.renewed(count: keys.count)) }
        } catch {
            self.state.withLock { $0.schedule.fetched(successfully: false) }
            self.report(.failed("\(error)"))
        }
    }
}
