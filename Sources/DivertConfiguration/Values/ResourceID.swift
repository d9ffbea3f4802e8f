/// The GUID of a resource, in lower case: `00000000-0000-0000-0000-000000000001`.
enum ResourceID {
    static let development = "00000000-0000-0000-0000-000000000001"

    static func parse(_ text: String) -> String? {
        let groups = text.split(separator: "-", omittingEmptySubsequences: false)
        let isGUID =
            groups.map(\.utf8.count) == [8, 4, 4, 4, 12]
            && groups.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isHexDigit } }
        return isGUID ? text.lowercased() : nil
    }
}
