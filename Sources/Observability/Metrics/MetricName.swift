/// The names of all metrics. Each is documented in docs/metrics.md; names and labels are added, never renamed.
package enum MetricName: String, Sendable, Hashable, CaseIterable {
    // MARK: SIP

    /// Counter of `method`, `transport`, `peer`: requests taken, retransmissions among them.
    case requests = "sip.server.requests"
    /// Counter of `method`, `status`, `peer`: responses sent for the first time.
    case responses = "sip.server.responses"
    /// Counter of `direction`, `peer`: requests that came again (`received`), responses that were sent again (`sent`).
    case retransmissions = "sip.server.retransmissions"
    /// Counter of `reason`, `peer`: messages that could not be understood.
    case malformed = "sip.server.malformed"
    /// Counter of `reason`, `peer`: messages that nobody answers.
    case dropped = "sip.server.dropped"
    /// Counter of `reason`, `peer`: requests that were refused without a transaction.
    case refused = "sip.server.refused"
    /// Counter of `peer`: responses that could not be handed to the network.
    case transportErrors = "sip.server.transport.errors"
    /// Counter of `peer`: final responses to INVITE whose ACK never came (timer H).
    case acknowledgementsMissing = "sip.server.ack.missing"
    /// Gauge: transactions in memory.
    case transactions = "sip.server.transactions"
    /// Counter of `phase`, `peer`: CANCELs `before` and `after` the final response.
    case cancellations = "sip.server.cancellations"

    // MARK: Calls

    /// Counter of `trunk`, `outcome`: calls that got their final response.
    case incomingCalls = "call.incoming"
    /// Timer of `outcome`: from the INVITE to its final response.
    case offerDuration = "call.offer.duration"
    /// Timer: from the moment an application accepted the event to the decision of its request.
    case decisionDuration = "call.decision.duration"
    /// Gauge: calls over SIP that ring.
    case activeCalls = "call.active"

    // MARK: Events

    /// Counter of `result`, `status`: attempts to deliver an event.
    case deliveryAttempts = "event.delivery.attempts"
    /// Timer: one attempt, from its first byte to the end of the answer.
    case deliveryDuration = "event.delivery.duration"
    /// Timer of `until`: from what an event tells of to its first attempt (`posted`) and to its success (`accepted`).
    case deliveryLag = "event.delivery.lag"
    /// Counter of `reason`: events that will not be delivered.
    case deadLetters = "event.dead_letters"

    // MARK: HTTP

    /// Timer of `method`, `route`, `status`: from a request that arrived whole to its answer.
    case httpDuration = "http.server.request.duration"
    /// Gauge: requests that are being answered.
    case httpActiveRequests = "http.server.active_requests"

    // MARK: The store

    /// Timer of `store`, `operation`: until a write is on disk, or a read answers.
    case storeDuration = "store.operation.duration"

    // MARK: The process

    /// Gauge of `version`: always 1.
    case build = "build.info"
    /// Counter: seconds of CPU, in user and in system mode.
    case processorTime = "process.cpu.time"
    /// Gauge: bytes in memory (resident set).
    case memory = "process.memory.usage"
    /// Gauge: open files and sockets.
    case openFiles = "process.open_file_descriptor.count"
}
