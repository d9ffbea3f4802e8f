import CallAutomationModel

/// Why a body, or one event in it, cannot be read. Holds nothing of the body itself.
public struct EventDecodingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The path of what is wrong, `[0].data.to`; nil for the body as a whole.
    public let path: String?
    /// For the developer of the sender.
    public let message: String

    /// ``message``, which names the place.
    public var description: String { self.message }

    init(path: String? = nil, _ message: String) {
        self.path = path
        self.message = message
    }

    init(_ error: CommunicationError) {
        self.init(path: error.target, error.message)
    }
}
