import Foundation

/// A request that told the application how a call ended, with the one event in it.
package struct ReceivedOutcome: Decodable, Sendable {
    package struct Envelope: Decodable, Sendable {
        package struct Call: Decodable, Sendable {
            package struct Decision: Decodable, Sendable {
                package let kind: String
                package let by: String
                package let target: EmittedIdentifier?
                package let reason: String?
            }
            package let to: EmittedIdentifier
            package let from: EmittedIdentifier
            package let serverCallId: String
            package let correlationId: String
            package let state: String
            package let decision: Decision
            package let sipStatus: Int
        }
        package let id: String
        package let topic: String
        package let subject: String
        package let eventType: String
        package let data: Call
    }

    package let body: [Envelope]

    package var event: Envelope { body[0] }
    package var type: String { event.eventType }
    package var call: Envelope.Call { event.data }

    /// Nil for a line of the application that tells of something else.
    init?(line: String) {
        struct Types: Decodable {
            struct Envelope: Decodable {
                let eventType: String
            }
            let body: [Envelope]
        }
        let data = Data(line.utf8)
        guard let types = try? JSONDecoder().decode(Types.self, from: data).body, types.count == 1,
            types[0].eventType.hasPrefix("Divert."), let outcome = try? JSONDecoder().decode(Self.self, from: data)
        else { return nil }
        self = outcome
    }
}
