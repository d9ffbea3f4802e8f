/// A shared secret of a resource, as connection strings carry it: standard Base64 of any number of bytes
/// (authentication.md §2.1). A resource has up to two, so that keys can be changed without a gap.
///
/// Descriptions never show the key, and equality takes the same time wherever two keys differ.
public struct AccessKey: Hashable, Sendable {
    let bytes: [UInt8]

    /// The key of a Base64 text; nil when the text is empty or no padded standard Base64.
    public init?(base64 text: String) {
        guard let bytes = Base64.decode(text), !bytes.isEmpty else { return nil }
        self.bytes = bytes
    }

    /// The key of raw bytes; nil when there are none.
    public init?(bytes: [UInt8]) {
        guard !bytes.isEmpty else { return nil }
        self.bytes = bytes
    }

    /// The Base64 text. This is the secret itself: for connection strings that are shown on purpose.
    public var base64: String { Base64.encode(self.bytes) }

    /// Whether a text presents this key, as the password of HTTP Basic does on the Divert plane.
    public func matches(base64 text: String) -> Bool {
        guard let presented = Base64.decode(text) else { return false }
        return equalInConstantTime(self.bytes, presented)
    }

    /// Equality of the bytes, in constant time for keys of one length.
    public static func == (left: Self, right: Self) -> Bool {
        equalInConstantTime(left.bytes, right.bytes)
    }
}

extension AccessKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Nothing of the key.
    public var description: String { "AccessKey(redacted)" }
    /// Nothing of the key.
    public var debugDescription: String { self.description }
    /// Nothing of the key.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
