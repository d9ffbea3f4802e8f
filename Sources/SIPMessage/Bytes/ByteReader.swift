/// Reads grammar from left to right in a part of the message.
///
/// It never looks outside `position..<end`, and `end` never exceeds the buffer.
struct ByteReader {
    let bytes: UnsafeBufferPointer<UInt8>
    private(set) var position: Int
    let end: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: TextRange) {
        self.bytes = bytes
        self.position = range.lower
        self.end = range.upper
    }

    @inline(__always)
    var isAtEnd: Bool { self.position >= self.end }

    /// The next byte, or nil at the end.
    @inline(__always)
    var current: UInt8? { self.position < self.end ? self.bytes[self.position] : nil }

    @inline(__always)
    mutating func skipBlanks() {
        while self.position < self.end, ASCII.isBlank(self.bytes[self.position]) { self.position &+= 1 }
    }

    /// Steps over `byte` if it comes next.
    @inline(__always)
    mutating func accept(_ byte: UInt8) -> Bool {
        guard self.position < self.end, self.bytes[self.position] == byte else { return false }
        self.position &+= 1
        return true
    }

    /// Takes the longest run of bytes in `set`; the run may be empty.
    @inline(__always)
    mutating func take(_ set: ByteSet) -> TextRange {
        let start = self.position
        while self.position < self.end, set.contains(self.bytes[self.position]) { self.position &+= 1 }
        return TextRange(start, self.position)
    }

    /// Takes the longest run of bytes in `set` and `%HH` escapes; nil at an escape that is not whole.
    @inline(__always)
    mutating func takeEscaped(_ set: ByteSet) -> TextRange? {
        let start = self.position
        while self.position < self.end {
            let byte = self.bytes[self.position]
            if set.contains(byte) {
                self.position &+= 1
            } else if byte == ASCII.percent {
                guard self.end &- self.position > 2, ASCII.hexValue(self.bytes[self.position &+ 1]) != nil,
                    ASCII.hexValue(self.bytes[self.position &+ 2]) != nil
                else { return nil }
                self.position &+= 3
            } else {
                break
            }
        }
        return TextRange(start, self.position)
    }

    /// Goes on at a place that lies between here and the end.
    mutating func move(to position: Int) { self.position = min(max(position, self.position), self.end) }

    /// Takes everything up to `byte`, or nil when it does not come.
    mutating func take(upTo byte: UInt8) -> TextRange? {
        let index = ByteSearch.first(byte, in: self.bytes, from: self.position, to: self.end)
        guard index < self.end else { return nil }
        defer { self.position = index }
        return TextRange(self.position, index)
    }

    /// Takes `DQUOTE *(qdtext / quoted-pair) DQUOTE`, quotes included; nil when it is not ended, or when it holds a
    /// control character that is not the second half of a quoted pair. CR and LF are not even that.
    mutating func takeQuotedString() -> TextRange? {
        let start = self.position
        guard self.accept(ASCII.quote) else { return nil }
        while self.position < self.end {
            let byte = self.bytes[self.position]
            self.position &+= 1
            if byte == ASCII.quote { return TextRange(start, self.position) }
            if byte == ASCII.backslash {
                guard self.position < self.end, self.bytes[self.position] != ASCII.carriageReturn,
                    self.bytes[self.position] != ASCII.lineFeed
                else { break }
                self.position &+= 1
            } else if byte < ASCII.space && byte != ASCII.tab {
                return nil
            }
        }
        self.position = self.end
        return nil
    }
}

extension ByteReader {
    /// A host as it stands in a URI or in sent-by.
    struct Host: Hashable, Sendable {
        /// Without the brackets of an IPv6 reference.
        let text: TextRange
        let isIPv6Reference: Bool
    }

    /// Takes a host name, an IPv4 address or `[IPv6]`. Three colons in a row are tolerated (SYN-13).
    mutating func takeHost() -> Host? {
        guard self.accept(ASCII.leftBracket) else {
            let name = self.take(.host)
            return name.isEmpty ? nil : Host(text: name, isIPv6Reference: false)
        }
        let address = self.take(.ipv6)
        var colons = 0
        for index in address.lower..<address.upper where self.bytes[index] == ASCII.colon { colons &+= 1 }
        guard colons >= 2, address.count <= 46, self.accept(ASCII.rightBracket) else { return nil }
        return Host(text: address, isIPv6Reference: true)
    }

    /// Takes a port, 1 to 65535.
    mutating func takePort() -> Int? {
        let digits = self.take(.digit)
        guard case .value(let port) = DecimalNumber(self.bytes, digits, upTo: 65_535), port > 0 else { return nil }
        return port
    }
}
