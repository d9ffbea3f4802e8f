/// The body of `POST /calling/callConnections:redirect` (redirect-call.md §1).
///
/// ```json
/// {"incomingCallContext": "…", "target": {"rawId": "4:+14255550123", "phoneNumber": {"value": "+14255550123"}}}
/// ```
public struct RedirectCallRequest: Hashable, Sendable {
    /// The opaque text of the IncomingCall event; never empty. It is authority over the call: keep it out of logs.
    public var incomingCallContext: String
    /// Where the call shall go.
    public var target: CommunicationIdentifier

    /// A request.
    public init(incomingCallContext: String, target: CommunicationIdentifier) {
        self.incomingCallContext = incomingCallContext
        self.target = target
    }

    /// Reads a body; unknown members, such as the `customCallingContext` of preview SDKs, are ignored.
    ///
    /// Throws code `8523`; `target` names the wrong member, nil when the body is no JSON object.
    public static func decode(_ body: [UInt8]) throws(CommunicationError) -> Self {
        let members = try JSONMembers(body: body)
        let context = try members.requiredString("incomingCallContext")
        let target = try CommunicationIdentifier(json: try members.value("target"), at: "target")
        return Self(incomingCallContext: context, target: target)
    }

    /// The body as a client sends it.
    public func body() -> [UInt8] {
        var text = JSONText(capacity: self.incomingCallContext.utf8.count + 256)
        text.object { text in
            text.member("incomingCallContext", self.incomingCallContext)
            text.member("target", self.target)
        }
        return text.bytes
    }
}

extension RedirectCallRequest: CustomStringConvertible, CustomDebugStringConvertible {
    /// Without the context.
    public var description: String { "RedirectCallRequest(target: \(self.target))" }
    /// Without the context.
    public var debugDescription: String { self.description }
}
