/// A call that rings, as a webhook learns of it, whatever schema the event came in.
///
/// The members of its ``data`` can be asked of the event itself:
///
/// ```swift
/// if call.from.e164 == "+14255550123" {
///     try await client.redirectCall(call, to: .phoneNumber("+14255550199"))
/// }
/// ```
@dynamicMemberLookup
public struct IncomingCallEvent: Hashable, Sendable {
    /// The same on each delivery attempt of one event: drop duplicates by it.
    public let id: String
    /// The resource that the call came to.
    public let source: String
    /// Who calls whom, and the authority to decide.
    public let data: IncomingCallEventData

    /// An event.
    public init(id: String, source: String, data: IncomingCallEventData) {
        self.id = id
        self.source = source
        self.data = data
    }

    /// A member of ``data``.
    public subscript<Value>(dynamicMember member: KeyPath<IncomingCallEventData, Value>) -> Value {
        self.data[keyPath: member]
    }
}
