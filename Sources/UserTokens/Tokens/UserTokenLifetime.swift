/// How long a user access token is good.
package struct UserTokenLifetime: Sendable, Hashable {
    /// The shortest and the longest, in minutes.
    package static let minutes = 60...1_440

    /// Unless something else is asked for: 24 hours.
    package static let standard = UserTokenLifetime(seconds: 86_400)

    package let seconds: Int64

    /// Nil outside of ``minutes``.
    package init?(minutes: Int) {
        guard Self.minutes.contains(minutes) else { return nil }
        self.init(seconds: Int64(minutes) * 60)
    }

    private init(seconds: Int64) {
        self.seconds = seconds
    }
}
