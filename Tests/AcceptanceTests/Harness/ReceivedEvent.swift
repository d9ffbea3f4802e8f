import Foundation

/// A request that the application received, with the one event in it.
struct ReceivedEvent: Decodable, Sendable {
    struct Envelope: Decodable, Sendable {
        struct Call: Decodable, Sendable {
            struct Identifier: Decodable, Sendable {
                let kind: String
                let rawId: String
            }
            let to: Identifier
            let from: Identifier
            let serverCallId: String
            let callerDisplayName: String
            let incomingCallContext: String
            let correlationId: String
        }
        let id: String
        let topic: String
        let subject: String
        let eventType: String
        let eventTime: String
        let dataVersion: String
        let metadataVersion: String
        let data: Call
    }

    /// Field names in lower case.
    let fields: [String: String]
    let body: [Envelope]
    /// The status that the application answered, 0 for a connection that it closed.
    let answered: Int

    var event: Envelope { body[0] }
    var context: String { event.data.incomingCallContext }
    var call: String { event.data.correlationId }
}
