import CallAutomationModel

/// A decision in the answer to an event (subscriptions with `replies: true`).
///
/// ```json
/// {"redirect": {"target": {"rawId": "4:+14255550123"}}}
/// {"reject": "busy"}
/// ```
///
/// The target is an identifier as the call automation plane takes it, or a number or raw id as text.
enum EventReply {
    /// What the answer wants; nil when it holds no decision.
    ///
    /// Throws code `8523` with the wrong member in `target`.
    static func wish(in body: [UInt8]) throws(CommunicationError) -> DecisionRequest.Wish? {
        guard case .object(let members)? = try? JSONValue(parsing: body) else { return nil }
        let reply = try JSONMembers(.object(members), at: "reply")
        switch (try reply.value("redirect"), try reply.value("reject")) {
        case (nil, nil): return nil
        case (let redirect?, nil):
            let target = try JSONMembers(redirect, at: "redirect").value("target")
            return .redirect(try CommunicationIdentifier(jsonOrText: target, at: "redirect.target"))
        case (nil, .some):
            return .reject(try CallRejectReason(json: try reply.string("reject"), at: "reject"))
        case (.some, .some):
            throw .invalidArgument(target: "reply", "The answer must hold one decision, not two.")
        }
    }
}
