/// A SIP message that came to a test, read no further than tests need.
package struct SIPAnswer: Sendable, CustomStringConvertible {
    /// The message as it came.
    package let text: String

    /// The status of a response, 0 for a request.
    package let status: Int

    private let fields: [(name: String, value: String)]

    package init(text: String) {
        self.text = text
        // "\r\n" is one Character. An empty line in front is the answer to a keep-alive (RFC 5626 §4.4.1).
        let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
            .drop { $0.isEmpty }.prefix { !$0.isEmpty }
        let words = lines.first?.split(separator: " ") ?? []
        status = words.first == "SIP/2.0" && words.count > 1 ? Int(words[1]) ?? 0 : 0
        fields = lines.dropFirst().compactMap { line in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            return (line[..<colon].lowercased(), String(value))
        }
    }

    package subscript(_ name: String) -> String? {
        fields.first { $0.name == name.lowercased() }?.value
    }

    /// The values of every line with this name, in order.
    package func all(_ name: String) -> [String] {
        fields.filter { $0.name == name.lowercased() }.map(\.value)
    }

    /// The tag that the server gave the To field.
    package var toTag: String? {
        self["To"]?.split(separator: ";").first { $0.hasPrefix("tag=") }.map { String($0.dropFirst(4)) }
    }

    /// The request that a response answers: the second word of CSeq.
    package var method: String? {
        self["CSeq"]?.split(separator: " ").last.map(String.init)
    }

    package var description: String {
        text.split(separator: "\r\n").first.map(String.init).map { "\($0) [\(method ?? "")]" } ?? "an empty message"
    }
}
