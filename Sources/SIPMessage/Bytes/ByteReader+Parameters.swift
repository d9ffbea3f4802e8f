extension ByteReader {
    /// What comes where a parameter may stand.
    enum Parameter {
        case parameter(name: TextRange, value: TextRange)
        case end
        case malformed
    }

    /// Takes `SWS ";" SWS name [ SWS "=" SWS value ] SWS`. The value keeps its quotes, and may be empty, which
    /// peers do with `rport=`.
    mutating func takeHeaderParameter() -> Parameter {
        self.skipBlanks()
        guard !self.isAtEnd else { return .end }
        guard self.accept(ASCII.semicolon) else { return .malformed }
        self.skipBlanks()
        let name = self.take(.token)
        guard !name.isEmpty else { return .malformed }
        self.skipBlanks()
        guard self.accept(ASCII.equals) else { return .parameter(name: name, value: .absent) }
        self.skipBlanks()
        guard self.current == ASCII.quote else {
            return .parameter(name: name, value: self.take(.parameterValue))
        }
        guard let value = self.takeQuotedString() else { return .malformed }
        return .parameter(name: name, value: value)
    }

    /// Takes `";" name [ "=" value ]` of a URI, without looking at the characters.
    mutating func takeURIParameter() -> Parameter {
        guard !self.isAtEnd else { return .end }
        guard self.accept(ASCII.semicolon) else { return .malformed }
        let start = self.position
        let whole = self.take(upTo: ASCII.semicolon) ?? TextRange(start, self.end)
        self.move(to: whole.upper)
        var equals = whole.lower
        while equals < whole.upper, self.bytes[equals] != ASCII.equals { equals &+= 1 }
        let name = TextRange(start, equals)
        guard !name.isEmpty else { return .malformed }
        return .parameter(name: name, value: equals < whole.upper ? TextRange(equals + 1, whole.upper) : .absent)
    }

    /// Whether the text in `range` is `name`, which is given in lower case.
    func matches(_ range: TextRange, _ name: StaticString) -> Bool {
        guard range.count == name.utf8CodeUnitCount else { return false }
        let start = name.utf8Start
        for index in 0..<range.count where ASCII.lowercased(self.bytes[range.lower + index]) != start[index] {
            return false
        }
        return true
    }
}
