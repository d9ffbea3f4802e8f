import CallAutomationModel

// Custom contexts as columns: the JSON that events and requests carry, NULL when there is nothing.

enum CustomContextText {
    static func encode(_ context: CustomCallingContext) -> String? {
        context.isEmpty ? nil : ContextText.encode { context.write(to: &$0) }
    }

    /// Nil when the text is none of ours.
    static func decode(_ text: String?) -> CustomCallingContext? {
        guard let text else { return CustomCallingContext() }
        return ContextText.decode(text).flatMap { try? CustomCallingContext(json: $0) }
    }
}

enum OnwardContextText {
    static func encode(_ context: OnwardContext) -> String? {
        context.isEmpty ? nil : ContextText.encode { context.write(to: &$0) }
    }

    /// Nil when the text is none of ours.
    static func decode(_ text: String?) -> OnwardContext? {
        guard let text else { return OnwardContext() }
        return ContextText.decode(text).flatMap { try? OnwardContext(json: $0) }
    }
}

private enum ContextText {
    static func encode(_ write: (inout JSONText) -> Void) -> String {
        var text = JSONText(capacity: 256)
        write(&text)
        return String(decoding: text.bytes, as: UTF8.self)
    }

    static func decode(_ text: String) -> JSONValue? {
        try? JSONValue(parsing: Array(text.utf8))
    }
}
