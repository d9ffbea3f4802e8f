/// A path as the OpenAPI document writes it, with at most one parameter:
///
///     /divert/calls/{id}:redirect
///
/// A parameter stands for any text that is not empty; what may be in it is for the answerer to say.
struct PathTemplate: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    let description: String
    private let beginning: Substring
    /// Nil without a parameter.
    private let end: Substring?

    init(stringLiteral text: String) {
        self.description = text
        let parts = text.split(separator: "{", maxSplits: 1, omittingEmptySubsequences: false)
        self.beginning = parts[0]
        self.end = parts.count == 2 ? parts[1].drop { $0 != "}" }.dropFirst() : nil
    }

    /// Whether it stands for one path alone.
    var isFixed: Bool { self.end == nil }

    func matches(_ path: String) -> Bool {
        guard let end = self.end else { return path == self.beginning }
        return path.utf8.count > self.beginning.utf8.count + end.utf8.count
            && path.hasPrefix(self.beginning) && path.hasSuffix(end)
    }
}
