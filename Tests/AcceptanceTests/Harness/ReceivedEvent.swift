import Foundation

/// A request that the application received, with the one event in it.
package struct ReceivedEvent: Decodable, Sendable {
    package struct Envelope: Decodable, Sendable {
        package struct Call: Decodable, Sendable {
            package struct CustomContext: Decodable, Sendable {
                package let sipHeaders: [String: String]
                package let voipHeaders: [String: String]
            }
            package let to: EmittedIdentifier
            package let from: EmittedIdentifier
            package let serverCallId: String
            package let callerDisplayName: String
            package let customContext: CustomContext?
            package let incomingCallContext: String
            package let correlationId: String
        }
        package let id: String
        package let topic: String
        package let subject: String
        package let eventType: String
        package let eventTime: String
        package let dataVersion: String
        package let metadataVersion: String
        package let data: Call
    }

    /// Field names in lower case.
    package let fields: [String: String]
    package let body: [Envelope]
    /// The status that the application answered, 0 for a connection that it closed.
    package let answered: Int

    package var event: Envelope { body[0] }
    package var context: String { event.data.incomingCallContext }
    package var call: String { event.data.correlationId }
}
