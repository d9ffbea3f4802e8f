package import CallAutomationModel

// Looking into an answer to show it: what is missing is shown as nothing.
extension JSONValue {
    /// A member of an object; nil where there is none, or `null`, or no object.
    package subscript(_ name: String) -> JSONValue? {
        guard case .object(let members) = self, let member = members.first(where: { $0.name == name }) else {
            return nil
        }
        return member.value == .null ? nil : member.value
    }

    /// The elements of an array, else none.
    package var elements: [JSONValue] {
        if case .array(let elements) = self { elements } else { [] }
    }

    /// The text of a member that is a string.
    package func text(_ name: String) -> String? { self[name]?.string }

    /// The truth of a member that has one.
    package func flag(_ name: String) -> Bool? {
        if case .bool(let value)? = self[name] { value } else { nil }
    }
}
