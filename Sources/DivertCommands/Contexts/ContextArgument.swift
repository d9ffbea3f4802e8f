import CallAutomationModel
import Foundation

/// A context as it is typed or piped: the text itself, or a JSON text that holds it, such as a request, an event, an
/// array with one event, or a call of `divert simulate --format json`.
enum ContextArgument {
    /// The longest standard input that is read, in bytes.
    private static let inputLimit = 1 << 20

    /// The text of an argument; `-` reads standard input.
    static func read(_ argument: String) throws(CommandFailure) -> String {
        guard argument == "-" else { return try self.context(in: argument) }
        let input: Data
        do {
            input = try FileHandle.standardInput.read(upToCount: self.inputLimit) ?? Data()
        } catch {
            throw CommandFailure("standard input cannot be read", status: ExitStatus.usage)
        }
        return try self.context(in: String(decoding: input, as: UTF8.self))
    }

    /// The context in a text.
    static func context(in text: String) throws(CommandFailure) -> String {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty else {
            throw CommandFailure(
                "the context is empty",
                advice: "Give the incomingCallContext of an event, or - to read it from standard input.",
                status: ExitStatus.usage)
        }
        guard text.hasPrefix("{") || text.hasPrefix("[") else { return text }
        guard let value = try? JSONValue(parsing: Array(text.utf8)), let context = self.context(in: value) else {
            throw CommandFailure(
                "the JSON text holds no incomingCallContext",
                advice: "Expected a request, a call or an event with that member.", status: ExitStatus.usage)
        }
        return context
    }

    private static func context(in value: JSONValue) -> String? {
        if case .array(let elements) = value { return elements.first.flatMap(self.context(in:)) }
        return value["incomingCallContext"]?.string ?? value["data"].flatMap(self.context(in:))
    }
}
