/// The last element of a path: `{name}` or `{name}:{operation}`.
enum PathElement {
    /// Nil when there is not exactly one element below `parent`, or it has no name.
    static func split(_ path: String, below parent: String) -> (name: String, operation: Substring?)? {
        guard path.hasPrefix(parent + "/") else { return nil }
        let rest = path.dropFirst(parent.count + 1)
        let parts = rest.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = parts.first, !name.isEmpty, !rest.utf8.contains(UInt8(ascii: "/")) else { return nil }
        return (String(name), parts.count == 2 ? parts[1] : nil)
    }

    /// Up to 64 letters, digits, dots, hyphens and underscores, as names in the configuration.
    static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || "-._".utf8.contains(byte)
            }
    }
}
