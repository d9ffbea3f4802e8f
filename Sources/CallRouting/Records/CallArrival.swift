import CallAutomationModel

/// What is known of a call when it arrives. It never changes, so all copies of the call's record share it: they are made
/// often, and cost little.
final class CallArrival: Sendable, Hashable {
    struct Values: Sendable, Hashable {
        let id: CallID
        let origin: CallRecord.Origin
        let resource: String
        let peer: String?
        let from: CommunicationIdentifier
        let to: CommunicationIdentifier
        let callerDisplayName: String
        let customContext: CustomCallingContext
        let serverCallID: String
        let createdAt: Timestamp
        let namedContext: String?
        let recipe: [UInt8]?
    }

    let values: Values

    init(_ values: Values) {
        self.values = values
    }

    static func == (left: CallArrival, right: CallArrival) -> Bool {
        left === right || left.values == right.values
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(self.values)
    }
}
