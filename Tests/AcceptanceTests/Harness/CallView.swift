/// A call as `GET /divert/calls/{id}` shows it, as far as tests look.
package struct CallView: Decodable, Sendable {
    package struct Hop: Decodable, Sendable {
        package let to: EmittedIdentifier
        package let eventId: String?
        package let decision: Decision?
    }
    package struct Event: Decodable, Sendable {
        package struct Attempt: Decodable, Sendable {
            /// When it began, in RFC 3339.
            package let at: String
            package let status: Int?
            package let error: String?
            package let answer: String?
        }
        package let id: String
        package let subscription: String
        package let kind: String
        package let state: String
        package let reason: String?
        package let attempts: [Attempt]
    }
    package struct Decision: Decodable, Sendable {
        package let kind: String
        package let by: String
        package let reason: String?
        package let target: EmittedIdentifier?
    }
    package struct Final: Decodable, Sendable {
        package let status: Int
        package let contact: String?
        package let acknowledged: Bool
    }
    package struct Entry: Decodable, Sendable {
        package let name: String
    }

    package let id: String
    package let state: String
    package let origin: String
    package let from: EmittedIdentifier
    package let to: EmittedIdentifier
    package let correlationId: String
    package let serverCallId: String
    package let incomingCallContext: String?
    package let hops: [Hop]
    package let timeline: [Entry]
    package let events: [Event]
    package let decision: Decision?
    package let final: Final?

    /// The final response was acknowledged by the caller.
    package var isAcknowledged: Bool { final?.acknowledged ?? false }

    /// How often something stands in the timeline.
    package func count(of name: String) -> Int {
        timeline.count { $0.name == name }
    }
}
