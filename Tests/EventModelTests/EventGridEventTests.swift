import CallAutomationModel
import EventModel
import Foundation
import Testing

@Suite("Events in the Event Grid schema (events.md §§1, 5)")
struct EventGridEventTests {
    static let data = IncomingCallEventData(
        to: .communicationUser("8:acs:res_user"), from: .phoneNumber("+14255550100"), serverCallID: "aHR0cHM6Ly8",
        callerDisplayName: "Alice \"the\" caller",
        customContext: CustomCallingContext(sipHeaders: ["userToUser": "61;encoding=hex"], voipHeaders: ["k": "v"]),
        incomingCallContext: "SECRET", correlationID: "b880bd5a-1916-470a-b43d-aabf3caff91c")

    static let event = EventGridEvent.incomingCall(
        id: "5b7e1c1e-0d2f-4f3c-9d5e-2f1b3a4c5d6e", topic: EventGridEvent.topic(resource: "local"),
        eventTimeTicks: 17_733_024_001_234_567, data: Self.data)

    private static func envelope(_ event: EventGridEvent) throws -> [String: Any] {
        let array = try JSONSerialization.jsonObject(with: Data(event.body())) as? [[String: Any]]
        #expect(array?.count == 1)
        return try #require(array?.first)
    }

    @Test("The envelope has every member of the schema, in an array of one")
    func writesTheEnvelope() throws {
        let envelope = try Self.envelope(Self.event)
        #expect(envelope["id"] as? String == "5b7e1c1e-0d2f-4f3c-9d5e-2f1b3a4c5d6e")
        #expect(
            envelope["topic"] as? String
                == "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/divert/providers/Microsoft.Communication/communicationServices/local"
        )
        #expect(envelope["subject"] as? String == "/caller/4:+14255550100/recipient/8:acs:res_user")
        #expect(envelope["eventType"] as? String == "Microsoft.Communication.IncomingCall")
        #expect(envelope["eventTime"] as? String == "2026-03-12T08:00:00.1234567Z")
        #expect(envelope["dataVersion"] as? String == "1.0")
        #expect(envelope["metadataVersion"] as? String == "1")
    }

    @Test("The data has every member that is always there")
    func writesTheData() throws {
        let data = try #require(try Self.envelope(Self.event)["data"] as? [String: Any])
        #expect((data["to"] as? [String: Any])?["rawId"] as? String == "8:acs:res_user")
        #expect((data["from"] as? [String: Any])?["kind"] as? String == "phoneNumber")
        #expect(data["serverCallId"] as? String == "aHR0cHM6Ly8")
        #expect(data["callerDisplayName"] as? String == "Alice \"the\" caller")
        #expect(data["incomingCallContext"] as? String == "SECRET")
        #expect(data["correlationId"] as? String == "b880bd5a-1916-470a-b43d-aabf3caff91c")
        let custom = data["customContext"] as? [String: [String: String]]
        #expect(custom == ["sipHeaders": ["userToUser": "61;encoding=hex"], "voipHeaders": ["k": "v"]])
    }

    @Test("Without custom context the member is left out, and an empty display name stays")
    func leavesOutWhatIsNotThere() throws {
        var data = Self.data
        data.customContext = nil
        data.callerDisplayName = ""
        let event = EventGridEvent.incomingCall(id: "i", topic: "t", eventTimeTicks: 0, data: data)
        let written = try #require(try Self.envelope(event)["data"] as? [String: Any])
        #expect(written["customContext"] == nil)
        #expect(written["callerDisplayName"] as? String == "")
    }

    @Test("A delivery carries the headers of Event Grid (events.md §5)")
    func deliveryHeaders() {
        let headers = Dictionary(
            uniqueKeysWithValues: Self.event.deliveryHeaders(subscription: "app-one", attempt: 1).map {
                ($0.name, $0.value)
            })
        #expect(
            headers == [
                "Content-Type": "application/json; charset=utf-8", "aeg-event-type": "Notification",
                "aeg-subscription-name": "APP-ONE", "aeg-delivery-count": "1", "aeg-data-version": "1.0",
                "aeg-metadata-version": "1", "aeg-output-event-id": "5b7e1c1e-0d2f-4f3c-9d5e-2f1b3a4c5d6e",
            ])
        #expect(
            Self.event.deliveryHeaders(subscription: "a", attempt: 0).contains { $0 == ("aeg-delivery-count", "0") })
    }

    @Test("The data does not print its context, the caller's name or a number")
    func descriptionIsRedacted() {
        for text in ["\(Self.data)", String(reflecting: Self.data), "\(Self.event)"] {
            #expect(!text.contains("SECRET"))
            #expect(!text.contains("Alice"))
        }
        #expect(!"\(Self.data)".contains("14255550100"))
    }
}
