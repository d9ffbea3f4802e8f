/// Names of SIP headers that applications may hand on: `User-To-User`, names that begin with `X-`, and prefixes of these with
/// a star at their end. No other header is theirs to set, From and Route least of all.
enum HeaderPattern {
    static func parse(_ text: String) -> String? {
        let name = text.hasSuffix("*") ? text.dropLast() : text[...]
        let isToken = name.utf8.allSatisfy { $0.isLetterOrDigit || "-.!%_+`'~".utf8.contains($0) }
        guard isToken, name.utf8.count <= 64 else { return nil }
        if text.lowercased() == "user-to-user" { return text }
        return name.lowercased().hasPrefix("x-") && (name.utf8.count > 2 || text.hasSuffix("*")) ? text : nil
    }
}
