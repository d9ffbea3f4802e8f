import CallAutomationModel

/// A custom context as a column: the JSON that the event carries, NULL when there is none.
enum CustomContextText {
    static func encode(_ context: CustomCallingContext) -> String? {
        guard !context.isEmpty else { return nil }
        var text = JSONText(capacity: 256)
        context.write(to: &text)
        return String(decoding: text.bytes, as: UTF8.self)
    }

    /// Nil when the text is none of ours.
    static func decode(_ text: String?) -> CustomCallingContext? {
        guard let text else { return CustomCallingContext() }
        guard let json = try? JSONValue(parsing: Array(text.utf8)) else { return nil }
        return try? CustomCallingContext(json: json)
    }
}
