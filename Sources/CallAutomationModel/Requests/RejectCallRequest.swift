/// The body of `POST /calling/callConnections:reject` (redirect-call.md §4).
///
/// ```json
/// {"incomingCallContext": "…", "callRejectReason": "busy"}
/// ```
public struct RejectCallRequest: Hashable, Sendable {
    /// The opaque text of the IncomingCall event; never empty. It is authority over the call: keep it out of logs.
    public var incomingCallContext: String
    /// Why; ``CallRejectReason/none`` when absent.
    public var callRejectReason: CallRejectReason

    /// A request.
    public init(incomingCallContext: String, callRejectReason: CallRejectReason = .none) {
        self.incomingCallContext = incomingCallContext
        self.callRejectReason = callRejectReason
    }

    /// Reads a body; unknown members are ignored.
    ///
    /// Throws code `8523`; `target` names the wrong member, nil when the body is no JSON object.
    public static func decode(_ body: [UInt8]) throws(CommunicationError) -> Self {
        let members = try JSONMembers(body: body)
        let context = try members.requiredString("incomingCallContext")
        let reason = try CallRejectReason(json: try members.string("callRejectReason"))
        return Self(incomingCallContext: context, callRejectReason: reason)
    }

    /// The body as a client sends it.
    public func body() -> [UInt8] {
        var text = JSONText(capacity: self.incomingCallContext.utf8.count + 64)
        text.object { text in
            text.member("incomingCallContext", self.incomingCallContext)
            text.member("callRejectReason", self.callRejectReason.rawValue)
        }
        return text.bytes
    }
}

extension RejectCallRequest: CustomStringConvertible, CustomDebugStringConvertible {
    /// Without the context.
    public var description: String { "RejectCallRequest(callRejectReason: \(self.callRejectReason.rawValue))" }
    /// Without the context.
    public var debugDescription: String { self.description }
}
