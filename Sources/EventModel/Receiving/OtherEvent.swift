public import CallAutomationModel

/// An event that is about no incoming call, kept for whoever knows its type.
public struct OtherEvent: Hashable, Sendable {
    /// The same on each delivery attempt of one event.
    public let id: String
    /// Where it comes from.
    public let source: String
    /// `Microsoft.Communication.CallConnected`, for example.
    public let type: String
    /// As it came.
    public let data: JSONValue

    /// An event.
    public init(id: String, source: String, type: String, data: JSONValue) {
        self.id = id
        self.source = source
        self.type = type
        self.data = data
    }
}
