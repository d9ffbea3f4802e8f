/// Lists in one argument: items by comma, blanks around them dropped.
enum ArgumentList {
    /// Throws `.missingValue` for an empty item, which is also what empty text is.
    static func split(
        _ text: String, key: ConfigurationKey?, at place: Place
    ) throws(ConfigurationError) -> [Setting] {
        var items: [Setting] = []
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            let trimmed = item.trimmingBlanks()
            guard !trimmed.isEmpty else {
                let expectation = key?.type.itemExpectation ?? "a value"
                throw ConfigurationError(
                    .missingValue, at: place, path: key?.path ?? "",
                    reason: "expected \(expectation) between commas, found nothing")
            }
            items.append(.plain(trimmed, at: place))
        }
        return items
    }
}

extension Substring {
    fileprivate func trimmingBlanks() -> String {
        let start = self.drop { $0 == " " || $0 == "\t" }
        guard let last = start.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
        return String(start[...last])
    }
}
