extension Via {
    /// Reads one Via value. Throws `.badRequest` when it is malformed.
    public init(parsing text: String) throws(SIPParseError) {
        try self.init(parsing: Array(text.utf8))
    }

    /// Reads one Via value. Throws `.badRequest` when it is malformed.
    public init(parsing bytes: some Collection<UInt8>) throws(SIPParseError) {
        let storage = Array(bytes)
        do throws(Fault) {
            let shape = try storage.withUnsafeBufferPointer { (buffer) throws(Fault) -> Shape in
                try Shape(TextRange(0, buffer.count), in: buffer)
            }
            self.init(storage: storage, shape: shape)
        } catch {
            throw SIPParseError(error.within(.via))
        }
    }
}

extension Via.Shape {
    /// The first value of a Via line. Nil when no response can be sent to it; `fault` says what is wrong with a value
    /// that is malformed and can be answered nevertheless.
    init?(topOf line: TextRange, in bytes: UnsafeBufferPointer<UInt8>, fault: inout Fault?) {
        var elements = ListElements(bytes, line)
        guard let element = elements.next() else { return nil }
        self.init(element, in: bytes, fault: &fault)
    }

    /// A value in which everything is well-formed.
    init(_ element: TextRange, in bytes: UnsafeBufferPointer<UInt8>) throws(Fault) {
        var fault: Fault?
        guard let shape = Self(ListElements.trimmed(bytes, element), in: bytes, fault: &fault) else {
            throw Fault("Malformed Via", header: .via, at: element.lower)
        }
        if let fault { throw fault }
        self = shape
    }

    private init?(_ element: TextRange, in bytes: UnsafeBufferPointer<UInt8>, fault: inout Fault?) {
        var reader = ByteReader(bytes, element)
        let name = reader.take(.token)
        guard reader.matches(name, "sip"), reader.acceptSeparator(ASCII.slash), !reader.take(.token).isEmpty,
            reader.acceptSeparator(ASCII.slash)
        else { return nil }
        let transport = reader.take(.token)
        let blank = reader.position
        reader.skipBlanks()
        guard !transport.isEmpty, reader.position > blank, let host = reader.takeHost() else { return nil }
        var port: Int?
        if reader.acceptSeparator(ASCII.colon) {
            guard let number = reader.takePort() else { return nil }
            port = number
        }
        reader.skipBlanks()
        guard reader.isAtEnd || reader.current == ASCII.semicolon else { return nil }
        self.init(
            text: element, transport: transport, host: host, port: port,
            parameters: TextRange(reader.position, element.upper))
        self.takeParameters(&reader, fault: &fault)
    }

    private mutating func takeParameters(_ reader: inout ByteReader, fault: inout Fault?) {
        while true {
            switch reader.takeHeaderParameter() {
            case .end:
                return
            case .malformed:
                fault = Fault("Malformed Via parameter", header: .via, at: reader.position)
                return
            case .parameter(let name, let value):
                if let reason = self.note(name, value, reader) {
                    fault = fault ?? Fault(reason, header: .via, at: name.lower)
                }
            }
        }
    }

    /// Keeps a parameter that routes responses. Returns what is wrong with it, if anything.
    private mutating func note(_ name: TextRange, _ value: TextRange, _ reader: ByteReader) -> StaticString? {
        if reader.matches(name, "branch") {
            guard !self.branch.isPresent else { return "Two branches in a Via" }
            if value.isPresent, !value.isEmpty { self.branch = value }
        } else if reader.matches(name, "rport") {
            guard self.rport == .absent else { return "Two rports in a Via" }
            self.rport = .empty
            guard value.isPresent, !value.isEmpty else { return nil }
            guard case .value(let port) = DecimalNumber(reader.bytes, value, upTo: 65_535), port > 0 else {
                return "Malformed rport"
            }
            self.rport = .value(port)
        } else if reader.matches(name, "received") {
            guard let host = Self.host(value, reader.bytes) else { return "Malformed received" }
            self.received = host
        } else if reader.matches(name, "maddr") {
            guard let host = Self.host(value, reader.bytes) else { return "Malformed maddr" }
            self.maddr = host
        }
        return nil
    }

    /// A host in a parameter: a name or an address, IPv6 with or without brackets (SYN-13). The range has none.
    private static func host(_ value: TextRange, _ bytes: UnsafeBufferPointer<UInt8>) -> TextRange? {
        guard value.isPresent, !value.isEmpty else { return nil }
        var reader = ByteReader(bytes, value)
        if let host = reader.takeHost(), reader.isAtEnd { return host.text }
        reader = ByteReader(bytes, value)
        _ = reader.take(.ipv6)
        return reader.isAtEnd ? value : nil
    }
}

extension ByteReader {
    /// Steps over `separator` with the blanks around it, or stays.
    fileprivate mutating func acceptSeparator(_ separator: UInt8) -> Bool {
        var ahead = self
        ahead.skipBlanks()
        guard ahead.accept(separator) else { return false }
        ahead.skipBlanks()
        self = ahead
        return true
    }
}
