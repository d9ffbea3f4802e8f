/// A call as `GET /divert/calls/{id}` shows it, as far as tests look.
struct CallView: Decodable, Sendable {
    struct Identifier: Decodable, Sendable {
        let rawId: String
    }
    struct Hop: Decodable, Sendable {
        let to: Identifier
        let eventId: String?
        let decision: Decision?
    }
    struct Event: Decodable, Sendable {
        struct Attempt: Decodable, Sendable {
            let status: Int?
        }
        let id: String
        let state: String
        let attempts: [Attempt]
    }
    struct Decision: Decodable, Sendable {
        let kind: String
        let by: String
        let reason: String?
        let target: Identifier?
    }
    struct Final: Decodable, Sendable {
        let status: Int
        let contact: String?
        let acknowledged: Bool
    }
    struct Entry: Decodable, Sendable {
        let name: String
    }

    let id: String
    let state: String
    let origin: String
    let correlationId: String
    let serverCallId: String
    let incomingCallContext: String?
    let hops: [Hop]
    let timeline: [Entry]
    let events: [Event]
    let decision: Decision?
    let final: Final?

    /// The final response was acknowledged by the caller.
    var isAcknowledged: Bool { final?.acknowledged ?? false }

    /// How often something stands in the timeline.
    func count(of name: String) -> Int {
        timeline.count { $0.name == name }
    }
}
