public import Foundation

/// The ids by which a service recognises a request that it has seen before, so that it is carried out once (OASIS
/// Repeatable Requests 1.0).
///
/// The client makes them by itself for each method call and keeps them over its retries. Make them yourself when your
/// program must be able to repeat the request after a crash: store the value, then send; after the restart send the same
/// request with the same value. The service remembers for some minutes (Divert: 10), later it answers 412.
///
/// ```swift
/// let repeatability = Repeatability()
/// try JSONEncoder().encode(repeatability).write(to: file)
/// try await client.redirectCall(incomingCallContext: context, to: target, repeatability: repeatability)
/// ```
public struct Repeatability: Hashable, Sendable, Codable {
    /// `Repeatability-Request-ID`: one for each request that shall be carried out.
    public let requestID: UUID
    /// `Repeatability-First-Sent`: when the request was first made; sent in whole seconds.
    public let firstSent: Date

    /// New ids for a new request.
    public init() {
        self.init(requestID: UUID(), firstSent: Date())
    }

    /// Ids that were kept.
    public init(requestID: UUID, firstSent: Date) {
        self.requestID = requestID
        self.firstSent = firstSent
    }
}
