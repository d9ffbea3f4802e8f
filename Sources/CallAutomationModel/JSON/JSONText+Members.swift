extension JSONText {
    /// Writes a member with a string.
    public mutating func member(_ name: String, _ value: String) {
        self.name(name)
        self.string(value)
    }

    /// Writes a member with a whole number.
    public mutating func member(_ name: String, _ value: some BinaryInteger) {
        self.name(name)
        self.integer(value)
    }

    /// Writes a member that is true or false.
    public mutating func member(_ name: String, _ value: Bool) {
        self.name(name)
        self.bool(value)
    }

    /// Writes a member with an identifier in its wire form (identifiers.md §4).
    public mutating func member(_ name: String, _ value: CommunicationIdentifier) {
        self.name(name)
        value.write(to: &self)
    }

    /// Writes a member with a string, or `null`.
    public mutating func member(_ name: String, orNull value: String?) {
        self.name(name)
        if let value { self.string(value) } else { self.null() }
    }

    /// Writes a member whose value is an object of strings, names in order.
    public mutating func member(_ name: String, _ values: [String: String]) {
        self.name(name)
        self.object { text in
            for (key, value) in values.sorted(by: { $0.key < $1.key }) { text.member(key, value) }
        }
    }

    /// Writes a JSON tree.
    public mutating func value(_ value: JSONValue) {
        switch value {
        case .null: self.null()
        case .bool(let value): self.bool(value)
        case .number(let digits): self.raw(digits.utf8)
        case .string(let value): self.string(value)
        case .array(let elements):
            self.array { text in
                for element in elements { text.value(element) }
            }
        case .object(let members):
            self.object { text in
                for member in members {
                    text.name(member.name)
                    text.value(member.value)
                }
            }
        }
    }
}
