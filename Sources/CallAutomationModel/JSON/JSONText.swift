/// A JSON text that grows at its end: what events and answers are printed with.
///
///     var text = JSONText()
///     text.object { text in
///         text.member("id", "5b7e1c1e")
///         text.name("data")
///         text.object { $0.member("callerDisplayName", "Alice") }
///     }
///     text.bytes
///
/// Commas are set by the writer, strings are escaped as RFC 8259 §7 wants it, everything beyond ASCII is written as UTF-8.
/// Values and names are trusted to alternate as JSON wants it: that is our own code, never a peer's.
public struct JSONText: Hashable, Sendable {
    /// What has been written.
    public private(set) var bytes: [UInt8] = []
    private var needsComma = false

    /// An empty text; `capacity` is a guess of its final length in bytes.
    public init(capacity: Int = 512) {
        self.bytes.reserveCapacity(capacity)
    }

    /// Writes an object whose members `content` writes.
    public mutating func object(_ content: (inout JSONText) -> Void) {
        self.open(UInt8(ascii: "{"))
        content(&self)
        self.close(UInt8(ascii: "}"))
    }

    /// Writes an array whose elements `content` writes.
    public mutating func array(_ content: (inout JSONText) -> Void) {
        self.open(UInt8(ascii: "["))
        content(&self)
        self.close(UInt8(ascii: "]"))
    }

    /// Writes a member's name; its value comes next.
    public mutating func name(_ name: String) {
        self.separate()
        self.quoted(name)
        self.bytes.append(UInt8(ascii: ":"))
        self.needsComma = false
    }

    /// Writes a string.
    public mutating func string(_ value: String) {
        self.separate()
        self.quoted(value)
    }

    /// Writes a whole number.
    public mutating func integer(_ value: some BinaryInteger) {
        self.separate()
        self.bytes.append(contentsOf: String(value).utf8)
    }

    /// Writes `true` or `false`.
    public mutating func bool(_ value: Bool) {
        self.separate()
        self.bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    /// Writes `null`.
    public mutating func null() {
        self.separate()
        self.bytes.append(contentsOf: "null".utf8)
    }

    /// Writes a value that is JSON already, unchecked.
    public mutating func raw(_ json: some Collection<UInt8>) {
        self.separate()
        self.bytes.append(contentsOf: json)
    }

    private mutating func open(_ bracket: UInt8) {
        self.separate()
        self.bytes.append(bracket)
        self.needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        self.bytes.append(bracket)
        self.needsComma = true
    }

    private mutating func separate() {
        if self.needsComma { self.bytes.append(UInt8(ascii: ",")) }
        self.needsComma = true
    }

    private mutating func quoted(_ value: String) {
        self.bytes.append(UInt8(ascii: "\""))
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                self.bytes.append(UInt8(ascii: "\\"))
                self.bytes.append(byte)
            case 0..<0x20:
                self.bytes.append(contentsOf: "\\u00".utf8)
                self.bytes.append(hexCharacter(byte >> 4))
                self.bytes.append(hexCharacter(byte))
            default: self.bytes.append(byte)
            }
        }
        self.bytes.append(UInt8(ascii: "\""))
    }
}
