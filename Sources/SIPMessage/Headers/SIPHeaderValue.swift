/// Text that can stand in a header field without ending it: no CR, no LF, no NUL (RED-8).
///
/// Text from outside reaches a message only as one of these, so a header line cannot be smuggled into it. Whether the
/// text makes sense for the field is not looked at. Blanks at both ends are taken off.
public struct SIPHeaderValue: Hashable, Sendable {
    /// The value as it is written on the wire.
    public let bytes: [UInt8]

    /// Nil when `text` has CR, LF or NUL in it.
    public init?(_ text: String) {
        guard !text.utf8.contains(where: { $0 == 0 || $0 == ASCII.carriageReturn || $0 == ASCII.lineFeed }) else {
            return nil
        }
        self.init(unchecked: Array(text.utf8))
    }

    /// Nil when `bytes` has CR, LF or NUL in it. The one NUL let through is that of a quoted pair, `\` NUL, which
    /// RFC 3261 §25.1 allows and which must come back unchanged in a response (SYN-15).
    public init?(bytes: some Collection<UInt8>) {
        var isEscaped = false
        for byte in bytes {
            guard byte != ASCII.carriageReturn, byte != ASCII.lineFeed, byte != 0 || isEscaped else { return nil }
            isEscaped = byte == ASCII.backslash && !isEscaped
        }
        self.init(unchecked: Array(bytes))
    }

    /// A value that was put together from parts already checked.
    init(unchecked bytes: [UInt8]) {
        guard let first = bytes.first, let last = bytes.last, ASCII.isBlank(first) || ASCII.isBlank(last) else {
            self.bytes = bytes
            return
        }
        self.bytes = bytes.withUnsafeBufferPointer { buffer in
            let range = ListElements.trimmed(buffer, TextRange(0, buffer.count))
            return Array(buffer[range.lower..<range.upper])
        }
    }
}

extension SIPHeaderValue: CustomStringConvertible {
    /// The value as text.
    public var description: String { String(decoding: self.bytes, as: UTF8.self) }
}
