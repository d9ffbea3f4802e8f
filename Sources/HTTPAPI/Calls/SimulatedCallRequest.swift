import CallAutomationModel
import CallRouting

/// The body of `POST /divert/calls`. Identifiers are objects, E.164 numbers or raw ids.
///
/// ```json
/// {"from": "+14255550199", "to": "+14255550100", "callerDisplayName": "Alice",
///  "customContext": {"sipHeaders": {}}, "ringTimeoutSeconds": 30, "incomingCallContext": "…"}
/// ```
struct SimulatedCallRequest: Sendable {
    /// How long a simulated call may ring, in seconds.
    static let ringTimes = 1...600

    let from: CommunicationIdentifier
    let to: CommunicationIdentifier
    /// Empty when absent.
    let callerDisplayName: String
    let customContext: CustomCallingContext
    /// Nil for the configured time.
    let ringTimeout: Duration?
    /// A further name for the call's context, so that a published example request can be sent as it stands.
    let namedContext: String?

    /// Reads a body; unknown members are ignored. Throws code `8523` with the wrong member in `target`.
    static func decode(_ body: [UInt8]) throws(CommunicationError) -> Self {
        let members = try JSONMembers(body: body)
        let seconds = try members.integer("ringTimeoutSeconds")
        if let seconds, !self.ringTimes.contains(seconds) {
            throw .invalidArgument(
                target: "ringTimeoutSeconds",
                "“ringTimeoutSeconds” must be from \(self.ringTimes.lowerBound) to \(self.ringTimes.upperBound).")
        }
        let namedContext = try members.string("incomingCallContext")
        if let namedContext, namedContext.isEmpty { throw .missingArgument(target: "incomingCallContext") }
        let customContext = try members.value("customContext")
        return Self(
            from: try CommunicationIdentifier(jsonOrText: try members.value("from"), at: "from"),
            to: try CommunicationIdentifier(jsonOrText: try members.value("to"), at: "to"),
            callerDisplayName: try members.string("callerDisplayName") ?? "",
            customContext: try customContext.map { value throws(CommunicationError) in
                try CustomCallingContext(json: value)
            } ?? CustomCallingContext(),
            ringTimeout: seconds.map { .seconds($0) }, namedContext: namedContext)
    }

    /// The call as it arrives at a resource.
    func call(of resource: String) -> IncomingCall {
        IncomingCall(
            origin: .simulated, resource: resource, peer: nil, from: self.from, to: self.to,
            callerDisplayName: self.callerDisplayName, customContext: self.customContext,
            namedContext: self.namedContext, ringTimeout: self.ringTimeout)
    }
}
