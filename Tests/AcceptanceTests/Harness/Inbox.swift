import Dispatch

/// What a peer, a child process or a receiver said, in order, for a test that waits for the next word of it.
///
/// A test takes elements out with ``next(within:where:)``; what it did not ask for stays and can be asked for later, so
/// that two answers may arrive in either order. ``all`` keeps everything that ever came.
package actor Inbox<Element: Sendable> {
    private struct Waiter {
        let matches: @Sendable (Element) -> Bool
        let continuation: CheckedContinuation<Element?, Never>
    }

    package private(set) var all: [Element] = []
    private var unread: [Element] = []
    private var waiters: [Int: Waiter] = [:]
    private var lastWaiter = 0
    private var isClosed = false

    /// The oldest element that nobody took yet and that matches; `nil` when none came within the limit, or can come.
    package func next(
        within limit: Duration,
        where matches: @escaping @Sendable (Element) -> Bool = { _ in true }
    ) async -> Element? {
        if let index = unread.firstIndex(where: matches) {
            return unread.remove(at: index)
        }
        guard !isClosed else { return nil }
        lastWaiter += 1
        let waiter = lastWaiter
        return await withCheckedContinuation { continuation in
            waiters[waiter] = Waiter(matches: matches, continuation: continuation)
            DispatchQueue.global().asyncAfter(deadline: .now() + limit.timeInterval) {
                Task { await self.expire(waiter) }
            }
        }
    }

    /// The same, for a test that cannot go on without it.
    package func expect(
        _ what: String,
        within limit: Duration = .seconds(20),
        where matches: @escaping @Sendable (Element) -> Bool = { _ in true }
    ) async throws -> Element {
        guard let element = await next(within: limit, where: matches) else {
            throw NothingCame(what: what, limit: limit, instead: all.suffix(8).map { "\($0)" })
        }
        return element
    }

    /// Leaves what nobody took: only what comes from now on is waited for.
    package func forget() {
        unread.removeAll()
    }

    package func put(_ element: Element) {
        all.append(element)
        // One element satisfies one waiter, the one that has waited longest.
        if let (key, waiter) = waiters.filter({ $0.value.matches(element) }).min(by: { $0.key < $1.key }) {
            waiters[key] = nil
            waiter.continuation.resume(returning: element)
        } else {
            unread.append(element)
        }
    }

    /// Nothing more will come: whoever waits need not.
    package func close() {
        isClosed = true
        for waiter in waiters.keys { expire(waiter) }
    }

    private func expire(_ waiter: Int) {
        waiters.removeValue(forKey: waiter)?.continuation.resume(returning: nil)
    }
}

/// A wait that ended without what it waited for, with the last words that did come.
package struct NothingCame: Error, CustomStringConvertible {
    package let what: String
    package let limit: Duration
    package let instead: [String]

    package init(what: String, limit: Duration, instead: [String]) {
        self.what = what
        self.limit = limit
        self.instead = instead
    }

    package var description: String {
        "\(what) did not come within \(limit); the last that came: \(instead.isEmpty ? "nothing" : "\n" + instead.joined(separator: "\n"))"
    }
}

extension Duration {
    /// In seconds, for the interfaces that want a floating-point number.
    package var timeInterval: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
