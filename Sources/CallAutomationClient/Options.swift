public import AsyncHTTPClient

extension CallAutomationClient {
    /// How a client behaves; the defaults suit a program that decides calls while they ring.
    public struct Options: Sendable {
        /// The `api-version` of the requests. Letters, digits and hyphens.
        public var apiVersion = "2026-03-12"
        /// How long one attempt may take, connecting included. More than zero.
        public var requestTimeout: Duration = .seconds(10)
        /// When a request is sent again.
        public var retry = RetryPolicy()
        /// Whose certificates are good over `https`.
        public var trust = TLSTrust.system
        /// What the client waits on between attempts. Tests can give one that does not wait.
        public var clock: any Clock<Duration> = ContinuousClock()
        /// An HTTP client of yours, for proxies and the like; you shut it down. Nil means the one that all clients of the
        /// process share.
        ///
        /// Make it with `redirectConfiguration: .disallow`, which `HTTPClient.shared` is not: a request that authorises
        /// something must not follow a redirect. An answer that was reached by one is refused.
        public var httpClient: HTTPClient?

        /// Time, ids and chance.
        package var surroundings = Surroundings.system

        /// The defaults.
        public init() {}

        func check() throws(CallAutomationError) {
            let isVersion = self.apiVersion.utf8.allSatisfy {
                switch $0 {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
                default: false
                }
            }
            guard isVersion, !self.apiVersion.isEmpty else {
                throw CallAutomationError(
                    .invalidOption, "apiVersion must be a date such as 2026-03-12, with or without -preview.")
            }
            guard self.requestTimeout > .zero else {
                throw CallAutomationError(.invalidOption, "requestTimeout must be more than zero.")
            }
        }
    }
}
