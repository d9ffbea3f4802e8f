/// When a request is sent again, and how long the client waits before.
///
/// Sent again are requests that met no answer (no connection, a connection that broke, no answer in time) or one of
/// ``statuses``; besides, a 409 that carries `Retry-After`: the service is still busy with the same request. What the
/// service says in `Retry-After` or `retry-after-ms` is obeyed, unless it leads past ``totalTime``: then the error comes
/// at once. Between attempts the wait doubles, give or take a fifth.
public struct RetryPolicy: Hashable, Sendable {
    /// How often a request is sent at most, the first time included. At least 1.
    public var maximumAttempts: Int
    /// The wait before the second attempt.
    public var baseDelay: Duration
    /// The longest wait that the client chooses by itself.
    public var maximumDelay: Duration
    /// No attempt begins later than this after the first, and none that began is waited for longer. A call rings for 30 s.
    public var totalTime: Duration
    /// Answers after which it makes sense to ask again.
    public var statuses: Set<Int>

    /// 408, 429, 500, 502, 503 and 504.
    public static let defaultStatuses: Set<Int> = [408, 429, 500, 502, 503, 504]
    /// One attempt.
    public static let never = Self(maximumAttempts: 1)

    /// A policy; the defaults fit a call that rings.
    public init(
        maximumAttempts: Int = 4, baseDelay: Duration = .milliseconds(400), maximumDelay: Duration = .seconds(5),
        totalTime: Duration = .seconds(30), statuses: Set<Int> = RetryPolicy.defaultStatuses
    ) {
        self.maximumAttempts = maximumAttempts
        self.baseDelay = baseDelay
        self.maximumDelay = maximumDelay
        self.totalTime = totalTime
        self.statuses = statuses
    }
}
