/// The syntax of `routes[].uri`: a SIP, SIPS or TEL URI with placeholders in braces.
enum URITemplate {
    static let placeholders: Set<String> = ["number", "id", "rawId", "domain", "peerAddress"]

    static func parse(_ text: String) -> String? {
        guard let colon = text.firstIndex(of: ":"),
            ["sip", "sips", "tel"].contains(text[..<colon].lowercased()), text.index(after: colon) < text.endIndex,
            text.utf8.allSatisfy({ $0.isVisible && !"\"<>\\^`|".utf8.contains($0) }),
            let names = self.names(in: text), names.isSubset(of: self.placeholders)
        else { return nil }
        return text
    }

    /// The names in braces; nil when braces do not pair up.
    static func names(in text: String) -> Set<String>? {
        var names: Set<String> = []
        var open: String?
        for character in text {
            switch (character, open) {
            case ("{", nil): open = ""
            case ("}", let name?):
                names.insert(name)
                open = nil
            case ("{", _), ("}", _): return nil
            case (_, let name?): open = name + String(character)
            case (_, nil): break
            }
        }
        return open == nil ? names : nil
    }
}
