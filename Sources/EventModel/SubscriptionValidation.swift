public import CallAutomationModel

/// The `data` of a `Microsoft.EventGrid.SubscriptionValidationEvent`: the question whether an endpoint wants the events of
/// a subscription (events.md §4).
///
/// ```json
/// {"validationCode": "512d38b6-c7b8-40c8-89fe-f46f9e9622b6", "validationUrl": "https://…"}
/// ```
public struct SubscriptionValidation: Hashable, Sendable {
    /// What the answer must repeat.
    public var validationCode: String
    /// Where a person may answer instead, within minutes.
    public var validationURL: String?

    /// A question.
    public init(validationCode: String, validationURL: String? = nil) {
        self.validationCode = validationCode
        self.validationURL = validationURL
    }

    /// Reads the data; throws code `8523` with the wrong member.
    public init(json value: JSONValue?, at path: String = "data") throws(CommunicationError) {
        let members = try JSONMembers(value, at: path)
        self.validationCode = try members.requiredString("validationCode")
        self.validationURL = try members.string("validationUrl")
    }

    /// Writes the object.
    public func write(to text: inout JSONText) {
        text.object { text in
            text.member("validationCode", self.validationCode)
            if let url = self.validationURL { text.member("validationUrl", url) }
        }
    }

    /// The body that says yes: `{"validationResponse": "…"}`.
    public func answer() -> [UInt8] {
        var text = JSONText(capacity: 128)
        text.object { $0.member("validationResponse", self.validationCode) }
        return text.bytes
    }
}
