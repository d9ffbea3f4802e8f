extension NameAddress {
    /// Reads one value. Throws `.badRequest` when it is not an address.
    public init(parsing text: String) throws(SIPParseError) {
        try self.init(parsing: Array(text.utf8))
    }

    /// Reads one value. Throws `.badRequest` when it is not an address.
    public init(parsing bytes: some Collection<UInt8>) throws(SIPParseError) {
        let storage = Array(bytes)
        do throws(Fault) {
            let shape = try storage.withUnsafeBufferPointer { (buffer) throws(Fault) -> Shape in
                try Shape(TextRange(0, buffer.count), in: buffer)
            }
            self.init(storage: storage, shape: shape)
        } catch {
            throw SIPParseError(error)
        }
    }
}

extension NameAddress.Shape {
    init(_ range: TextRange, in bytes: UnsafeBufferPointer<UInt8>) throws(Fault) {
        self.text = ListElements.trimmed(bytes, range)
        var reader = ByteReader(bytes, self.text)
        self.displayName = try Self.takeDisplayName(&reader)
        if reader.accept(ASCII.less) {
            guard let uri = reader.take(upTo: ASCII.greater) else {
                throw Fault("Address without closing bracket", at: reader.position)
            }
            self.uri = try SIPURI.Shape(uri, in: bytes)
            _ = reader.accept(ASCII.greater)
        } else {
            guard !self.displayName.isPresent else { throw Fault("Display name without address", at: reader.position) }
            self.uri = try SIPURI.Shape(try Self.takeBareURI(&reader), in: bytes)
        }
        let parametersStart = reader.position
        self.tag = try Self.takeParameters(&reader)
        self.parameters = TextRange(parametersStart, self.text.upper)
    }

    /// Reads a value of `header`, which a fault is to name.
    @discardableResult
    static func check(
        _ range: TextRange, of header: KnownHeader, in bytes: UnsafeBufferPointer<UInt8>
    ) throws(Fault) -> NameAddress.Shape {
        do throws(Fault) { return try Self(range, in: bytes) } catch { throw error.within(header) }
    }

    /// Takes a quoted string, or the words before `<`. Without a `<` after them the words are the URI, and the reader
    /// stays where it is.
    private static func takeDisplayName(_ reader: inout ByteReader) throws(Fault) -> TextRange {
        if reader.current == ASCII.quote {
            guard let quoted = reader.takeQuotedString() else {
                throw Fault("Display name without closing quote", at: reader.position)
            }
            reader.skipBlanks()
            return quoted
        }
        var ahead = reader
        let start = reader.position
        var end = start
        while true {
            let word = ahead.take(.displayName)
            if !word.isEmpty { end = word.upper }
            let blanks = ahead.position
            ahead.skipBlanks()
            if word.isEmpty && ahead.position == blanks { break }
        }
        guard ahead.current == ASCII.less else { return .absent }
        reader = ahead
        return end > start ? TextRange(start, end) : .absent
    }

    /// Takes a URI that stands without brackets: all up to the first `;` or blank is the URI, and what would be
    /// ambiguous in it makes the field invalid (SYN-12).
    private static func takeBareURI(_ reader: inout ByteReader) throws(Fault) -> TextRange {
        let start = reader.position
        while let byte = reader.current, byte != ASCII.semicolon, !ASCII.isBlank(byte) {
            guard byte != ASCII.comma, byte != ASCII.question else {
                throw Fault("Comma or question mark in an address without brackets", at: reader.position)
            }
            reader.move(to: reader.position + 1)
        }
        return TextRange(start, reader.position)
    }

    private static func takeParameters(_ reader: inout ByteReader) throws(Fault) -> TextRange {
        var tag = TextRange.absent
        while true {
            switch reader.takeHeaderParameter() {
            case .end: return tag
            case .malformed: throw Fault("Malformed parameter", at: reader.position)
            case .parameter(let name, let value):
                guard reader.matches(name, "tag") else { continue }
                guard value.isPresent, !value.isEmpty, reader.bytes[value.lower] != ASCII.quote else {
                    throw Fault("Tag without a value", at: name.lower)
                }
                guard !tag.isPresent else { throw Fault("Two tags", at: name.lower) }
                tag = value
            }
        }
    }
}
