/// The header fields of a message, in order, over one shared storage of bytes.
///
/// A field line is a name and the range of its value, so the headers of a parsed message cost one small array. Values
/// are opaque octets (SYN-15), unfolded, without blanks at the ends, and never hold CR or LF. `Content-Length` is not
/// among them in a message: the body says it, and the printer writes it.
public struct SIPHeaders: Sendable {
    /// One line as it lies in the storage.
    struct Line: Sendable {
        let known: KnownHeader?
        let name: TextRange
        let value: TextRange
    }

    var storage: [UInt8]
    var lines: [Line]

    init(storage: [UInt8], lines: [Line]) {
        self.storage = storage
        self.lines = lines
    }

    /// No fields.
    public init() {
        self.init(storage: [], lines: [])
    }

    /// The value of the first line with this name.
    public func first(_ name: SIPHeaderName) -> ArraySlice<UInt8>? {
        for line in self.lines where self.matches(line, name) { return self.storage[text: line.value] }
        return nil
    }

    /// The values of all lines with this name, in order, not split at commas.
    public func all(_ name: SIPHeaderName) -> [ArraySlice<UInt8>] {
        self.lines.lazy.filter { self.matches($0, name) }.map { self.storage[text: $0.value] }
    }

    /// Whether there is a line with this name.
    public func contains(_ name: SIPHeaderName) -> Bool {
        self.lines.contains { self.matches($0, name) }
    }

    @inline(__always)
    func matches(_ line: Line, _ name: SIPHeaderName) -> Bool {
        if let known = name.known { return line.known == known }
        return line.known == nil && ASCII.equalIgnoringCase(self.storage[text: line.name], name.canonicalName.utf8)
    }
}

extension SIPHeaders: RandomAccessCollection {
    /// One header field line.
    public struct Field: Hashable, Sendable {
        /// The name, compact forms made long.
        public let name: SIPHeaderName
        /// The unfolded value.
        public let value: ArraySlice<UInt8>
    }

    /// Zero.
    public var startIndex: Int { 0 }
    /// The number of lines.
    public var endIndex: Int { self.lines.count }

    /// The line at a position; the first is at 0.
    public subscript(position: Int) -> Field {
        let line = self.lines[position]
        let name = line.known.map { SIPHeaderName($0) } ?? SIPHeaderName(unknown: self.storage[text: line.name])
        return Field(name: name, value: self.storage[text: line.value])
    }
}

extension SIPHeaders: Hashable {
    /// Whether both have the same names with the same values in the same order, wherever the bytes lie.
    public static func == (left: SIPHeaders, right: SIPHeaders) -> Bool {
        left.lines.count == right.lines.count
            && zip(left.lines, right.lines).allSatisfy { mine, other in
                mine.known == other.known
                    && left.storage[text: mine.value] == right.storage[text: other.value]
                    && (mine.known != nil
                        || ASCII.equalIgnoringCase(left.storage[text: mine.name], right.storage[text: other.name]))
            }
    }

    /// Hashes number, known names and values.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(self.lines.count)
        for line in self.lines {
            hasher.combine(line.known)
            hasher.combine(bytesOf: self.storage[text: line.value])
        }
    }
}

extension Hasher {
    /// Hashes a slice in one piece.
    mutating func combine(bytesOf slice: ArraySlice<UInt8>) {
        slice.withUnsafeBytes { self.combine(bytes: $0) }
        self.combine(slice.count)
    }
}
