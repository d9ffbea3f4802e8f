/// A request method: a token, compared with case (SYN-1).
public struct SIPMethod: Sendable {
    /// The token.
    public let rawValue: String

    private init(known: StaticString) { self.rawValue = known.description }

    /// RFC 3261 §13.
    public static let invite = SIPMethod(known: "INVITE")
    /// RFC 3261 §13.2.2.4 and §17.1.1.3. Never answered.
    public static let ack = SIPMethod(known: "ACK")
    /// RFC 3261 §9.
    public static let cancel = SIPMethod(known: "CANCEL")
    /// RFC 3261 §11.
    public static let options = SIPMethod(known: "OPTIONS")
    /// RFC 3261 §15.
    public static let bye = SIPMethod(known: "BYE")
    /// RFC 3261 §10.
    public static let register = SIPMethod(known: "REGISTER")
    /// RFC 3262.
    public static let prack = SIPMethod(known: "PRACK")
    /// RFC 6665.
    public static let subscribe = SIPMethod(known: "SUBSCRIBE")
    /// RFC 6665.
    public static let notify = SIPMethod(known: "NOTIFY")
    /// RFC 3903.
    public static let publish = SIPMethod(known: "PUBLISH")
    /// RFC 6086.
    public static let info = SIPMethod(known: "INFO")
    /// RFC 3515.
    public static let refer = SIPMethod(known: "REFER")
    /// RFC 3428.
    public static let message = SIPMethod(known: "MESSAGE")
    /// RFC 3311.
    public static let update = SIPMethod(known: "UPDATE")

    private static let known: Set<SIPMethod> = [
        .invite, .ack, .cancel, .options, .bye, .register, .prack, .subscribe, .notify, .publish, .info, .refer,
        .message, .update,
    ]

    /// Whether the method is one of the static members. Any other gets 501, or is redirected unseen (UAS-1).
    public var isKnown: Bool { Self.known.contains(self) }
}

extension SIPMethod: RawRepresentable, Hashable, CustomStringConvertible {
    /// Nil when `rawValue` is not a token. `%` is an ordinary character here, not an escape.
    public init?(rawValue: String) {
        guard !rawValue.isEmpty, rawValue.utf8.allSatisfy({ ByteSet.token.contains($0) }) else { return nil }
        self.rawValue = rawValue
    }

    /// The token.
    public var description: String { self.rawValue }
}

extension SIPMethod {
    /// The method in `range`, whose bytes are a token. The methods that make up nearly all traffic cost no string.
    init(_ range: TextRange, in bytes: UnsafeBufferPointer<UInt8>) {
        let reader = ByteReader(bytes, range)
        let likely: SIPMethod? =
            switch (range.count, bytes[range.lower]) {
            case (6, UInt8(ascii: "I")): reader.reads(range, "INVITE") ? .invite : nil
            case (3, UInt8(ascii: "A")): reader.reads(range, "ACK") ? .ack : nil
            case (6, UInt8(ascii: "C")): reader.reads(range, "CANCEL") ? .cancel : nil
            case (7, UInt8(ascii: "O")): reader.reads(range, "OPTIONS") ? .options : nil
            case (3, UInt8(ascii: "B")): reader.reads(range, "BYE") ? .bye : nil
            case (8, UInt8(ascii: "R")): reader.reads(range, "REGISTER") ? .register : nil
            default: nil
            }
        self = likely ?? SIPMethod(token: String(decoding: bytes[range.lower..<range.upper], as: UTF8.self))
    }

    private init(token: String) { self.rawValue = token }
}

extension ByteReader {
    fileprivate func reads(_ range: TextRange, _ text: StaticString) -> Bool {
        let start = text.utf8Start
        for index in 0..<range.count where self.bytes[range.lower + index] != start[index] { return false }
        return true
    }
}
