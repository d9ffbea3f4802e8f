public import CallAutomationModel

/// The `data` of a `Microsoft.Communication.IncomingCall` event (events.md §1).
public struct IncomingCallEventData: Hashable, Sendable {
    /// Who is called: the callee, or the target of the redirect that made the call ring on.
    public var to: CommunicationIdentifier
    /// Who calls.
    public var from: CommunicationIdentifier
    /// The call as the server names it; one for all hops of a call.
    public var serverCallID: String
    /// The caller's name as the caller gave it; may be empty.
    public var callerDisplayName: String
    /// Headers that came with the call; left out of the event when nil.
    public var customContext: CustomCallingContext?
    /// The opaque authority over this hop of the call: what redirect and reject are asked with. Keep it out of logs.
    public var incomingCallContext: String
    /// A UUID; one for all hops of a call, repeated in `X-Microsoft-Skype-Chain-ID` of the answers.
    public var correlationID: String

    /// The data of an event.
    public init(
        to: CommunicationIdentifier, from: CommunicationIdentifier, serverCallID: String, callerDisplayName: String,
        customContext: CustomCallingContext? = nil, incomingCallContext: String, correlationID: String
    ) {
        self.to = to
        self.from = from
        self.serverCallID = serverCallID
        self.callerDisplayName = callerDisplayName
        self.customContext = customContext
        self.incomingCallContext = incomingCallContext
        self.correlationID = correlationID
    }

    /// Writes the object.
    public func write(to text: inout JSONText) {
        text.object { text in
            text.member("to", self.to)
            text.member("from", self.from)
            text.member("serverCallId", self.serverCallID)
            text.member("callerDisplayName", self.callerDisplayName)
            if let customContext = self.customContext {
                text.name("customContext")
                customContext.write(to: &text)
            }
            text.member("incomingCallContext", self.incomingCallContext)
            text.member("correlationId", self.correlationID)
        }
    }
}

extension IncomingCallEventData: CustomStringConvertible, CustomDebugStringConvertible {
    /// Without the context and the caller's name.
    public var description: String {
        "IncomingCallEventData(to: \(self.to), from: \(self.from), correlationID: \(self.correlationID))"
    }
    /// As redacted as ``description``.
    public var debugDescription: String { self.description }
}
