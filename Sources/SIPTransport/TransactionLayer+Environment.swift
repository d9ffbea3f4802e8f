package import Observability
package import SIPMessage
package import SIPTransaction

extension TransactionLayer {
    /// What the layer needs from the rest of the server.
    package struct Environment: Sendable {
        package let policy: any SourcePolicy
        package let sender: any ResponseSender
        package let limits: SIPLimits
        package let timing: TransactionTiming
        /// A fresh To tag of at least 32 random bits (TX-9).
        package let makeTag: @Sendable () -> String
        /// A tag for stateless answers: the same for the same request (TX-9).
        package let statelessTag: @Sendable (_ viaAndCallID: [UInt8]) -> String
        /// How many transactions may live at once; a request beyond it gets a stateless 503 (TX-11).
        package let capacity: Int
        package let metrics: SIPMetrics

        package static let standardCapacity = 200_000

        package init(
            policy: any SourcePolicy, sender: any ResponseSender, limits: SIPLimits = .standard,
            timing: TransactionTiming = TransactionTiming(), makeTag: @escaping @Sendable () -> String,
            statelessTag: @escaping @Sendable ([UInt8]) -> String, capacity: Int = Self.standardCapacity,
            metrics: SIPMetrics = SIPMetrics()
        ) {
            self.policy = policy
            self.sender = sender
            self.limits = limits
            self.timing = timing
            self.makeTag = makeTag
            self.statelessTag = statelessTag
            self.capacity = capacity
            self.metrics = metrics
        }
    }
}
