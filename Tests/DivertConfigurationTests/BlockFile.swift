/// A file with these values, each on a line of its own: `calls.drainSeconds` and `3` give
///
///     calls:
///       drainSeconds: 3
///
/// Values with a comma are lists.
struct BlockFile {
    private(set) var yaml = ""
    /// The line of each path, from 1.
    private(set) var lines: [String: Int] = [:]

    init(_ values: [String: String]) {
        var open: [Substring] = []
        var count = 0
        for (path, text) in values.sorted(by: { $0.key < $1.key }) {
            let parts = path.split(separator: ".")
            let sections = parts.dropLast()
            let shared = zip(open, sections).prefix { $0 == $1 }.count
            for depth in shared..<sections.count {
                yaml += String(repeating: "  ", count: depth) + sections[depth] + ":\n"
                count += 1
            }
            open = Array(sections)
            let isList = text.contains(",") || path == "sip.trustedOrigins"
            let items = text.split(separator: ",").map { "'\($0)'" }.joined(separator: ", ")
            yaml += String(repeating: "  ", count: sections.count) + (parts.last ?? "")
            yaml += ": " + (isList ? "[\(items)]" : text) + "\n"
            count += 1
            lines[path] = count
        }
    }
}
