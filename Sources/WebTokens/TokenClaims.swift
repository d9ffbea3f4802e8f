package import CallAutomationModel

/// The members of a token's header or payload, looked up by name.
///
/// A name that stands twice makes the whole object unreadable: readers disagree about which one counts (RFC 7519 §4).
package struct TokenClaims: Sendable, Hashable {
    private let members: [String: JSONValue]

    /// The object that a JSON text holds; nil for anything else.
    package init?(parsing bytes: [UInt8]) {
        guard let value = try? JSONValue(parsing: bytes) else { return nil }
        self.init(value)
    }

    /// The object that a JSON value is; nil for any other.
    package init?(_ value: JSONValue) {
        guard case .object(let list) = value else { return nil }
        var members: [String: JSONValue] = [:]
        for member in list where members.updateValue(member.value, forKey: member.name) != nil { return nil }
        self.members = members
    }

    /// Whether the member is there, whatever it is.
    package func has(_ name: String) -> Bool { self.members[name] != nil }

    /// The text of a member that is a string.
    package func text(_ name: String) -> String? { self.members[name]?.string }

    /// The whole number of a member.
    package func integer(_ name: String) -> Int64? {
        self.members[name]?.integer.map { Int64($0) }
    }

    /// A NumericDate (RFC 7519 §2) in whole seconds since 1970: of `1760000000.5` the part before the point counts.
    package func seconds(_ name: String) -> Int64? {
        guard case .number(let digits)? = self.members[name] else { return nil }
        let whole = digits.prefix { $0 != "." }
        guard whole.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), whole.utf8.count <= 12 else { return nil }
        return Int64(whole)
    }

    /// The texts of a member that is a string or an array of strings, as `aud` may be (RFC 7519 §4.1.3).
    package func texts(_ name: String) -> [String]? {
        switch self.members[name] {
        case .string(let text): return [text]
        case .array(let elements):
            let texts = elements.compactMap(\.string)
            return texts.count == elements.count ? texts : nil
        default: return nil
        }
    }

    /// The elements of a member that is an array.
    package func elements(_ name: String) -> [JSONValue]? {
        if case .array(let elements)? = self.members[name] { elements } else { nil }
    }
}
