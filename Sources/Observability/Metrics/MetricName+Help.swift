extension MetricName {
    /// What is counted, in one line.
    package var help: String {
        switch self {
        case .requests: "Requests taken, repetitions among them."
        case .responses: "Responses, each counted when it leaves for the first time."
        case .retransmissions: "Requests that came again, responses that left again."
        case .malformed: "Messages that could not be understood."
        case .dropped: "Messages that nobody answers."
        case .refused: "Requests refused without a transaction."
        case .transportErrors: "Responses that could not be handed to the network."
        case .acknowledgementsMissing: "Final responses whose ACK never came."
        case .transactions: "Transactions in memory."
        case .cancellations: "CANCELs before and after the final response."
        case .incomingCalls: "Calls over SIP that got their final response."
        case .offerDuration: "From the INVITE to its final response."
        case .decisionDuration: "From an accepted event to the decision."
        case .activeCalls: "Calls over SIP that ring."
        case .deliveryAttempts: "Attempts to deliver an event."
        case .deliveryDuration: "One attempt to deliver an event."
        case .deliveryLag: "From what an event tells of until it was posted and accepted."
        case .deadLetters: "Events that will not be delivered."
        case .httpDuration: "From a request that arrived whole to its answer."
        case .httpActiveRequests: "HTTP requests that are being answered."
        case .storeDuration: "Until a write is on disk, or a read answers."
        case .build: "The version that runs."
        case .processorTime: "Seconds of CPU, in user and in system mode."
        case .memory: "Bytes in memory (resident set)."
        case .openFiles: "Open files and sockets."
        }
    }
}
