/// Text of several lines: a block under its line in the text format, one string in JSON.
package struct MultilineText: Sendable, CustomStringConvertible {
    package let description: String

    init(_ text: String) {
        self.description = text
    }
}
