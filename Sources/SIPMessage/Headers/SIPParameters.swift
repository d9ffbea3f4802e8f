/// The parameters of a URI or of a header field value, in order, read from the message when asked for.
public struct SIPParameters: Sendable {
    enum Style: Sendable {
        /// `*( ";" pname [ "=" pvalue ] )`, with `%` escapes.
        case uri
        /// `*( SEMI generic-param )`, with blanks and quoted strings.
        case header
    }

    let storage: [UInt8]
    let range: TextRange
    let style: Style

    /// The value of the first parameter with this name, in any case: empty when it stands without a value, nil when
    /// it does not stand at all.
    public subscript(_ name: String) -> String? {
        guard let value = self.valueRange(of: name) else { return nil }
        return self.text(value) ?? ""
    }

    /// Whether a parameter with this name stands, with or without a value.
    public func contains(_ name: String) -> Bool {
        self.valueRange(of: name) != nil
    }

    private func valueRange(of name: String) -> TextRange? {
        self.ranges().first { ASCII.equalIgnoringCase(self.storage[text: $0.name], name.utf8) }?.value
    }

    /// Name and value of each, where they lie in the storage. Stops at what cannot be read.
    func ranges() -> [(name: TextRange, value: TextRange)] {
        guard !self.range.isEmpty else { return [] }
        return self.storage.withUnsafeBufferPointer { bytes in
            var reader = ByteReader(bytes, self.range)
            var ranges: [(name: TextRange, value: TextRange)] = []
            switch self.style {
            case .header:
                while case .parameter(let name, let value) = reader.takeHeaderParameter() {
                    ranges.append((name, value))
                }
            case .uri:
                while case .parameter(let name, let value) = reader.takeURIParameter() { ranges.append((name, value)) }
            }
            return ranges
        }
    }

    func text(_ value: TextRange) -> String? {
        guard value.isPresent else { return nil }
        let bytes = self.storage[text: value]
        switch self.style {
        case .uri: return String(decoding: PercentEscapes.decoded(bytes), as: UTF8.self)
        case .header where bytes.first == ASCII.quote: return QuotedText.unquoted(bytes)
        case .header: return String(decoding: bytes, as: UTF8.self)
        }
    }
}

extension SIPParameters: Sequence {
    /// Goes through the parameters in order.
    public func makeIterator() -> IndexingIterator<[SIPParameter]> {
        self.ranges().map { name, value in
            SIPParameter(String(decoding: self.storage[text: name], as: UTF8.self), self.text(value))
        }.makeIterator()
    }

    /// Whether there are none.
    public var isEmpty: Bool { self.range.isEmpty }
}

extension SIPParameters: Hashable {
    /// Whether both are written the same.
    public static func == (left: SIPParameters, right: SIPParameters) -> Bool {
        left.storage[text: left.range] == right.storage[text: right.range]
    }

    /// Hashes the text.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(bytesOf: self.storage[text: self.range])
    }
}
