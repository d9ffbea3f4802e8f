/// Which headers a subscription may add to its deliveries: those that nobody else sets.
package enum CustomHeaders {
    /// How many a subscription may have, and how long a value may be, in bytes.
    package static let limit = 10
    private static let valueLimit = 4096

    /// Set by HTTP itself or by the delivery.
    private static let reserved: Set<String> = [
        "host", "content-length", "content-type", "transfer-encoding", "connection", "expect", "upgrade", "te",
        "trailer",
        "webhook-id", "webhook-timestamp", "webhook-signature", "webhook-request-origin", "webhook-request-callback",
        "webhook-request-rate", "origin",
    ]

    /// A header; nil for a name that is no token (RFC 9110 §5.6.2) or not free, and for a value with control characters.
    package static func header(_ name: String, _ value: String) -> EventPostHeader? {
        let isToken =
            (1...128).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || Self.isLetter(byte)
                    || "!#$%&'*+-.^_`|~".utf8.contains(byte)
            }
        let lower = name.lowercased()
        guard isToken, !Self.reserved.contains(lower), !lower.hasPrefix("aeg-"),
            value.utf8.count <= Self.valueLimit, value.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F })
        else { return nil }
        return EventPostHeader(name: name, value: value)
    }

    /// The same of a line `Name: value`.
    package static func header(line: String) -> EventPostHeader? {
        guard let colon = line.firstIndex(of: ":") else { return nil }
        return self.header(String(line[..<colon]), String(line[line.index(after: colon)...].drop { $0 == " " }))
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
