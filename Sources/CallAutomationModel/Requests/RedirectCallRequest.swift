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
    /// What the next application, and where the peer wants it the target, gets with the call.
    public var onward: OnwardContext

    /// A request.
    public init(incomingCallContext: String, target: CommunicationIdentifier, onward: OnwardContext = OnwardContext()) {
        self.incomingCallContext = incomingCallContext
        self.target = target
        self.onward = onward
    }

    /// Reads a body; unknown members are ignored. One of them is the custom calling context, unless `contextMember` says
    /// what it is called (``APIVersion/Served/customCallingContextMember``).
    ///
    /// Throws code `8523`; `target` names the wrong member, nil when the body is no JSON object.
    public static func decode(
        _ body: [UInt8], contextMember: String? = nil
    ) throws(CommunicationError) -> Self {
        let members = try JSONMembers(body: body)
        let context = try members.requiredString("incomingCallContext")
        let target = try CommunicationIdentifier(json: try members.value("target"), at: "target")
        var onward = OnwardContext()
        if let contextMember {
            onward = try OnwardContext(json: try members.value(contextMember), at: contextMember)
        }
        return Self(incomingCallContext: context, target: target, onward: onward)
    }

    /// The body as a client sends it.
    public func body() -> [UInt8] {
        var text = JSONText(capacity: self.incomingCallContext.utf8.count + 256)
        text.object { text in
            text.member("incomingCallContext", self.incomingCallContext)
            text.member("target", self.target)
            if !self.onward.isEmpty {
                text.name("customCallingContext")
                self.onward.write(to: &text)
            }
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
