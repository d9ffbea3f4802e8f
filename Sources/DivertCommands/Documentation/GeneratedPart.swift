/// A part of a page that is made by the program, between two marks:
///
///     <!-- generated: keys (make docs) -->
///
///     …
///
///     <!-- end of keys -->
struct GeneratedPart: Sendable, Hashable {
    /// Its name in the marks.
    let name: String
    /// Markdown, without a line break at the end.
    let text: String

    private var start: String { "<!-- generated: \(self.name) (make docs) -->" }
    private var end: String { "<!-- end of \(self.name) -->" }

    /// The part with its marks.
    var marked: String { "\(self.start)\n\n\(self.text)\n\n\(self.end)" }

    /// The page with this part renewed; nil when the page does not have both marks, in order.
    func renewed(in page: String) -> String? {
        guard let start = page.firstRange(of: self.start),
            let end = page[start.upperBound...].firstRange(of: self.end)
        else { return nil }
        return page[..<start.lowerBound] + self.marked + page[end.upperBound...]
    }
}
