extension SIPURI {
    /// Reads a URI that fills the whole text. Throws `.badRequest` when it breaks the grammar of its scheme.
    public init(parsing text: String) throws(SIPParseError) {
        try self.init(parsing: Array(text.utf8))
    }

    /// Reads a URI that fills all the bytes. Throws `.badRequest` when it breaks the grammar of its scheme.
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

extension SIPURI.Shape {
    init(_ range: TextRange, in bytes: UnsafeBufferPointer<UInt8>) throws(Fault) {
        var reader = ByteReader(bytes, range)
        let scheme = reader.take(.schemeTail)
        guard !scheme.isEmpty, ASCII.isLetter(bytes[scheme.lower]), reader.accept(ASCII.colon) else {
            throw Fault("URI without a scheme", at: range.lower)
        }
        let kind: Kind =
            switch scheme.count {
            case 3 where reader.matches(scheme, "sip"): .sip
            case 4 where reader.matches(scheme, "sips"): .sips
            case 3 where reader.matches(scheme, "tel"): .tel
            default: .other
            }
        self.init(kind: kind, text: range, schemeEnd: scheme.upper)
        switch kind {
        case .sip, .sips: try self.takeHierarchy(&reader)
        case .tel: try self.takeNumber(&reader)
        case .other: try Self.takeOpaque(&reader)
        }
    }

    /// `[ user [ ":" password ] "@" ] host [ ":" port ] uri-parameters [ headers ]`. The one unescaped `@` ends the
    /// user part, whatever stands before it (SYN-11).
    private mutating func takeHierarchy(_ reader: inout ByteReader) throws(Fault) {
        if let userInfo = reader.take(upTo: ASCII.at) {
            try self.takeUserInfo(userInfo, reader.bytes)
            _ = reader.accept(ASCII.at)
        }
        guard let host = reader.takeHost() else { throw Fault("Malformed host in a URI", at: reader.position) }
        self.host = host
        if reader.accept(ASCII.colon) {
            guard let port = reader.takePort() else { throw Fault("Malformed port in a URI", at: reader.position) }
            self.port = port
        }
        try self.takeParameters(&reader)
        if reader.accept(ASCII.question) {
            let headers = TextRange(reader.position, reader.end)
            guard !headers.isEmpty, PercentEscapes.isValid(reader.bytes, headers, allowed: .uriHeaders) else {
                throw Fault("Malformed headers in a URI", at: reader.position)
            }
            self.headers = headers
        } else if !reader.isAtEnd {
            throw Fault("Stray characters in a URI", at: reader.position)
        }
    }

    private mutating func takeUserInfo(_ range: TextRange, _ bytes: UnsafeBufferPointer<UInt8>) throws(Fault) {
        var reader = ByteReader(bytes, range)
        self.user = range
        if let user = reader.take(upTo: ASCII.colon) {
            self.user = user
            self.password = TextRange(user.upper + 1, range.upper)
            guard PercentEscapes.isValid(bytes, self.password, allowed: .password) else {
                throw Fault("Malformed password in a URI", at: user.upper)
            }
        }
        guard !self.user.isEmpty, PercentEscapes.isValid(bytes, self.user, allowed: .userAccepted) else {
            throw Fault("Malformed user in a URI", at: range.lower)
        }
    }

    /// `*( ";" pname [ "=" pvalue ] )`. An `=` in a value is let pass.
    private mutating func takeParameters(_ reader: inout ByteReader) throws(Fault) {
        let start = reader.position
        while reader.accept(ASCII.semicolon) {
            let nameStart = reader.position
            guard let name = reader.takeEscaped(.uriParameter), !name.isEmpty,
                !reader.accept(ASCII.equals) || reader.takeEscaped(.uriParameterValue) != nil
            else { throw Fault("Malformed parameter in a URI", at: nameStart) }
        }
        self.parameters = TextRange(start, reader.position)
    }

    /// A telephone number with at least one digit, and its parameters.
    private mutating func takeNumber(_ reader: inout ByteReader) throws(Fault) {
        let number = reader.take(.telephone)
        guard reader.bytes[number.lower..<number.upper].contains(where: ByteSet.dialled.contains) else {
            throw Fault("Telephone URI without a number", at: number.lower)
        }
        self.number = number
        try self.takeParameters(&reader)
        guard reader.isAtEnd else { throw Fault("Stray characters in a URI", at: reader.position) }
    }

    private static func takeOpaque(_ reader: inout ByteReader) throws(Fault) {
        let rest = reader.take(.opaqueURI)
        guard !rest.isEmpty, reader.isAtEnd else { throw Fault("Malformed URI", at: reader.position) }
    }
}
