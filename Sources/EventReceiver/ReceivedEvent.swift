import CallAutomationModel
package import EventModel

/// An event as a subscriber gets it, in the Event Grid schema or as a CloudEvent.
///
/// It is read tolerantly: an event with other members, or of another type, is an event all the same.
package struct ReceivedEvent: Sendable, Hashable {
    /// The same on each delivery of the event: duplicates are told by it. Empty when the sender gave none.
    package let id: String
    /// `Microsoft.Communication.IncomingCall` for calls.
    package let type: String
    /// The call, when the event is about one that rings.
    package let call: IncomingCallEventData?

    /// Nil for what is no object.
    init?(_ value: JSONValue) {
        guard let members = try? JSONMembers(value, at: "event") else { return nil }
        self.id = Self.text(members, "id")
        let type = Self.text(members, "eventType")
        self.type = type.isEmpty ? Self.text(members, "type") : type
        let data = (try? members.value("data")) ?? nil
        self.call = self.type == Self.incomingCall ? data.flatMap(IncomingCallEventData.init(received:)) : nil
    }

    static let incomingCall = "Microsoft.Communication.IncomingCall"

    static func text(_ members: JSONMembers, _ name: String) -> String {
        ((try? members.string(name)) ?? nil) ?? ""
    }
}

extension IncomingCallEventData {
    /// Nil without a context or without the two parties: nothing could be decided about such a call.
    fileprivate init?(received value: JSONValue) {
        guard let members = try? JSONMembers(value, at: "data"),
            let context = try? members.requiredString("incomingCallContext"),
            let to = try? CommunicationIdentifier(json: members.value("to"), at: "to"),
            let from = try? CommunicationIdentifier(json: members.value("from"), at: "from")
        else { return nil }
        self.init(
            to: to, from: from, serverCallID: ReceivedEvent.text(members, "serverCallId"),
            callerDisplayName: ReceivedEvent.text(members, "callerDisplayName"), incomingCallContext: context,
            correlationID: ReceivedEvent.text(members, "correlationId"))
    }
}
