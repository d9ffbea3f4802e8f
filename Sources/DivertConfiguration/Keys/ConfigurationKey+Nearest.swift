extension ConfigurationKey {
    /// What to say about a path that the table does not have: the nearest key, or what there is beside it.
    static func advice(onUnknownPath path: String) -> String {
        let unknown = self.withoutIndexes(path)
        if let nearest = self.nearest(to: unknown, among: self.all.map(\.path), nameOf: { $0.lastComponent }) {
            return "expected a known key, found an unknown one; did you mean \(nearest)?"
        }
        let parent = unknown.parentPath
        let siblings = self.all.map(\.path).filter { $0.parentPath == parent }.map(\.lastComponent)
        return "expected one of \(siblings.joined(separator: ", ")), found an unknown key"
    }

    /// The same for the name of a flag or variable.
    static func advice(onUnknown noun: String, named name: String, among names: [String]) -> String {
        let nearest = self.nearest(to: name, among: names, nameOf: { $0 })
        return "expected a known \(noun), found an unknown one" + (nearest.map { "; did you mean \($0)?" } ?? "")
    }

    /// The candidate with the fewest edits between it and `text`, if three at most are needed; a right name in a wrong
    /// section counts as one.
    private static func nearest(
        to text: String, among candidates: [String], nameOf: (String) -> String
    ) -> String? {
        var best: (candidate: String, edits: Int)?
        for candidate in candidates {
            let whole = EditDistance.between(text.lowercased(), candidate.lowercased())
            let name = EditDistance.between(nameOf(text).lowercased(), nameOf(candidate).lowercased()) + 1
            let edits = min(whole, name)
            if edits < best?.edits ?? min(4, nameOf(text).count) { best = (candidate, edits) }
        }
        return best?.candidate
    }
}

/// The number of insertions, deletions and substitutions that turn one text into another (Levenshtein).
enum EditDistance {
    static func between(_ left: String, _ right: String) -> Int {
        let right = Array(right)
        var row = Array(0...right.count)
        for (i, character) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for j in right.indices {
                let substituted = diagonal + (right[j] == character ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(substituted, row[j] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
