/// What the service said about a request that it carried out. Worth a line in your log, nothing else.
public struct Acknowledgement: Hashable, Sendable {
    /// `x-ms-request-id`: the request in the log of the service. Not every service sends one.
    public let requestID: String?
    /// `X-Microsoft-Skype-Chain-ID`: the call, the `correlationID` of its event.
    public let correlationID: String?
    /// How often the request was sent, 1 or more.
    public let attempts: Int
}
