/// The names of all metrics. Each is documented in docs/metrics.md; names and labels are added, never renamed.
package enum MetricName: String, Sendable, Hashable, CaseIterable {
    /// Counter of `method`, `transport`: requests taken, retransmissions among them.
    case requests = "sip.server.requests"
    /// Counter of `method`, `status`: responses sent for the first time.
    case responses = "sip.server.responses"
    /// Counter of `direction`: requests that came again (`received`), responses that were sent again (`sent`).
    case retransmissions = "sip.server.retransmissions"
    /// Counter of `reason`: messages that could not be understood.
    case malformed = "sip.server.malformed"
    /// Counter of `reason`: messages that nobody answers.
    case dropped = "sip.server.dropped"
    /// Counter of `reason`: requests that were refused without a transaction.
    case refused = "sip.server.refused"
    /// Counter of `reason`: responses that could not be handed to the network.
    case transportErrors = "sip.server.transport.errors"
    /// Counter: final responses to INVITE whose ACK never came (timer H).
    case acknowledgementsMissing = "sip.server.ack.missing"
    /// Gauge: transactions in memory.
    case transactions = "sip.server.transactions"
    /// Counter of `trunk`, `outcome`: calls that got their final response.
    case incomingCalls = "call.incoming"
    /// Timer of `outcome`, in seconds: from the INVITE to its final response.
    case offerDuration = "call.offer.duration"
    /// Counter of `phase`: CANCELs `before` and `after` the final response.
    case cancellations = "sip.server.cancellations"
    /// Gauge: calls over SIP that ring.
    case activeCalls = "call.active"
}
