/// A request method: a token, compared with case (SYN-1).
public struct SIPMethod: Sendable {
    /// The token.
    public let rawValue: String

    /// The number of a static member, which they are told apart by; 0 for any other method.
    private let number: UInt8

    private init(_ name: String, _ number: UInt8) {
        self.rawValue = name
        self.number = number
    }

    /// RFC 3261 §13.
    public static var invite: SIPMethod { SIPMethod("INVITE", 1) }
    /// RFC 3261 §13.2.2.4 and §17.1.1.3. Never answered.
    public static var ack: SIPMethod { SIPMethod("ACK", 2) }
    /// RFC 3261 §9.
    public static var cancel: SIPMethod { SIPMethod("CANCEL", 3) }
    /// RFC 3261 §11.
    public static var options: SIPMethod { SIPMethod("OPTIONS", 4) }
    /// RFC 3261 §15.
    public static var bye: SIPMethod { SIPMethod("BYE", 5) }
    /// RFC 3261 §10.
    public static var register: SIPMethod { SIPMethod("REGISTER", 6) }
    /// RFC 3262.
    public static var prack: SIPMethod { SIPMethod("PRACK", 7) }
    /// RFC 6665.
    public static var subscribe: SIPMethod { SIPMethod("SUBSCRIBE", 8) }
    /// RFC 6665.
    public static var notify: SIPMethod { SIPMethod("NOTIFY", 9) }
    /// RFC 3903.
    public static var publish: SIPMethod { SIPMethod("PUBLISH", 10) }
    /// RFC 6086.
    public static var info: SIPMethod { SIPMethod("INFO", 11) }
    /// RFC 3515.
    public static var refer: SIPMethod { SIPMethod("REFER", 12) }
    /// RFC 3428.
    public static var message: SIPMethod { SIPMethod("MESSAGE", 13) }
    /// RFC 3311.
    public static var update: SIPMethod { SIPMethod("UPDATE", 14) }

    private static var known: [SIPMethod] {
        [
            .invite, .ack, .cancel, .options, .bye, .register, .prack, .subscribe, .notify, .publish, .info, .refer,
            .message, .update,
        ]
    }

    /// Whether the method is one of the static members. Any other gets 501, or is redirected unseen (UAS-1).
    public var isKnown: Bool { self.number != 0 }
}

extension SIPMethod: RawRepresentable, Hashable, CustomStringConvertible {
    /// Nil when `rawValue` is not a token. `%` is an ordinary character here, not an escape.
    public init?(rawValue: String) {
        guard !rawValue.isEmpty, rawValue.utf8.allSatisfy({ ByteSet.token.contains($0) }) else { return nil }
        self.init(token: rawValue)
    }

    /// Whether both are the same token.
    public static func == (left: SIPMethod, right: SIPMethod) -> Bool {
        left.number == right.number && (left.number != 0 || left.rawValue == right.rawValue)
    }

    /// Hashes the token.
    public func hash(into hasher: inout Hasher) { hasher.combine(self.rawValue) }

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

    private init(token: String) {
        self = Self.known.first { $0.rawValue == token } ?? SIPMethod(token, 0)
    }
}

extension ByteReader {
    fileprivate func reads(_ range: TextRange, _ text: StaticString) -> Bool {
        let start = text.utf8Start
        for index in 0..<range.count where self.bytes[range.lower + index] != start[index] { return false }
        return true
    }
}
