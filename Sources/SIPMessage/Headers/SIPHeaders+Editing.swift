extension SIPHeaders {
    /// Fields from names and values. Throws `.badRequest` for a value with CR, LF or NUL.
    public init(_ fields: [(SIPHeaderName, String)]) throws(SIPParseError) {
        self.init()
        for (name, value) in fields { try self.append(name, value) }
    }

    /// Adds a line at the end.
    public mutating func append(_ name: SIPHeaderName, _ value: SIPHeaderValue) {
        let line = self.store(name, value.bytes)
        self.lines.append(line)
    }

    /// Adds a line at the end. Throws `.badRequest` when the value has CR, LF or NUL (RED-8).
    public mutating func append(_ name: SIPHeaderName, _ value: String) throws(SIPParseError) {
        guard let checked = SIPHeaderValue(value) else { throw Self.refusal(name) }
        self.append(name, checked)
    }

    /// Adds a line at the end. Throws `.badRequest` when the value has CR, LF, or a NUL that is no quoted pair (RED-8).
    public mutating func append(_ name: SIPHeaderName, _ value: some Collection<UInt8>) throws(SIPParseError) {
        guard let checked = SIPHeaderValue(bytes: value) else { throw Self.refusal(name) }
        self.append(name, checked)
    }

    /// Adds a line before all others, as a Via is.
    public mutating func prepend(_ name: SIPHeaderName, _ value: SIPHeaderValue) {
        let line = self.store(name, value.bytes)
        self.lines.insert(line, at: 0)
    }

    /// Adds all lines of `other` with this name, in order, byte for byte. This is how a response takes Via, From,
    /// Call-ID and CSeq from its request (TX-10); nothing is checked, because what was once read cannot end a line.
    public mutating func copy(_ name: SIPHeaderName, from other: SIPHeaders) {
        for line in other.lines where other.matches(line, name) {
            let copied = self.store(name, other.storage[text: line.value])
            self.lines.append(copied)
        }
    }

    /// Puts `value` where the first line with this name is, taking away the others, or at the end when there is none.
    public mutating func set(_ name: SIPHeaderName, _ value: SIPHeaderValue) {
        let line = self.store(name, value.bytes)
        let index = self.lines.firstIndex { self.matches($0, name) } ?? self.lines.endIndex
        self.removeAll(name)
        self.lines.insert(line, at: index)
    }

    /// Puts `value` in the place of the first value of a list, leaving those after it as they are: the way the top Via
    /// gets its `received` (TRN-2). Without such a field it does nothing.
    public mutating func replaceFirstValue(_ name: SIPHeaderName, with value: SIPHeaderValue) {
        guard let index = self.lines.firstIndex(where: { self.matches($0, name) }) else { return }
        let line = self.lines[index].value
        let rest = self.storage.withUnsafeBufferPointer { bytes -> TextRange in
            var elements = ListElements(bytes, line)
            return TextRange(elements.next()?.upper ?? line.upper, line.upper)
        }
        let whole = value.bytes + self.storage[text: rest]
        self.lines[index] = self.store(name, whole)
    }

    /// Takes away every line with this name.
    public mutating func removeAll(_ name: SIPHeaderName) {
        guard self.contains(name) else { return }
        let storage = self
        self.lines.removeAll { storage.matches($0, name) }
    }

    private mutating func store(_ name: SIPHeaderName, _ value: some Collection<UInt8>) -> Line {
        let nameStart = self.storage.count
        if name.known == nil { self.storage.append(contentsOf: name.canonicalName.utf8) }
        let valueStart = self.storage.count
        self.storage.append(contentsOf: value)
        return Line(
            known: name.known, name: TextRange(nameStart, valueStart),
            value: TextRange(valueStart, self.storage.count))
    }

    private static func refusal(_ name: SIPHeaderName) -> SIPParseError {
        SIPParseError(Fault("Line break or NUL in a header value", at: 0), in: name)
    }
}
