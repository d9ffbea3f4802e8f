package import CallAutomationModel

/// An advanced filter of Event Grid on the caller or the callee of an event.
///
/// ```json
/// {"operatorType": "StringBeginsWith", "key": "data.to.PhoneNumber.Value", "values": ["+1425", "+1206"]}
/// ```
///
/// One value is enough. Keys and values are compared without case: the keys of published samples are not cased as the
/// payload is (events.md §3).
package struct AdvancedFilter: Sendable, Hashable {
    package enum Operator: String, Sendable, Hashable, CaseIterable {
        case beginsWith = "StringBeginsWith"
        case endsWith = "StringEndsWith"
        case contains = "StringContains"
        case isIn = "StringIn"
    }

    /// What Event Grid takes, too.
    package static let valueLimit = 25

    package let `operator`: Operator
    /// As it was written.
    package let key: String
    package let values: [String]

    /// The party and the members below it.
    private let path: [String]

    /// Nil for a key that is not below `data.to` or `data.from`, and for no value or more than ``valueLimit``.
    package init?(_ operator: Operator, key: String, values: [String]) {
        let path = key.lowercased().split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard (3...6).contains(path.count), path[0] == "data", path[1] == "to" || path[1] == "from",
            path.allSatisfy({ !$0.isEmpty }), (1...Self.valueLimit).contains(values.count)
        else { return nil }
        self.operator = `operator`
        self.key = key
        self.values = values
        self.path = Array(path.dropFirst())
    }

    /// The same on one line: `data.to.phoneNumber.value StringBeginsWith +1425 +1206`. Values with blanks have no place there.
    package init?(line: String) {
        let words = line.split(separator: " ").map(String.init)
        guard words.count > 2,
            let kind = Operator.allCases.first(where: { $0.rawValue.lowercased() == words[1].lowercased() })
        else { return nil }
        self.init(kind, key: words[0], values: Array(words[2...]))
    }

    package func matches(from: CommunicationIdentifier, to: CommunicationIdentifier) -> Bool {
        guard let text = Self.value(self.path.dropFirst(), of: self.path[0] == "to" ? to : from)?.lowercased() else {
            return false
        }
        return self.values.contains { value in
            let value = value.lowercased()
            return switch self.operator {
            case .beginsWith: text.hasPrefix(value)
            case .endsWith: text.hasSuffix(value)
            case .contains: value.isEmpty || text.contains(value)
            case .isIn: text == value
            }
        }
    }

    /// The text of a member of the identifier as the event carries it.
    private static func value(_ path: ArraySlice<String>, of identifier: CommunicationIdentifier) -> String? {
        var text = JSONText(capacity: 256)
        identifier.write(to: &text)
        var value = try? JSONValue(parsing: text.bytes)
        for name in path {
            guard case .object(let members)? = value else { return nil }
            value = members.first { $0.name.lowercased() == name }?.value
        }
        switch value {
        case .string(let text)?: return text
        case .bool(let flag)?: return "\(flag)"
        case .number(let digits)?: return digits
        case .null?, .array?, .object?, nil: return nil
        }
    }
}
