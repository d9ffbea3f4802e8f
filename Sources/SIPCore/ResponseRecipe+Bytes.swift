import SIPTransaction

// The form in which a recipe lies in rows and contexts: a version byte, then the parts in order, each text or byte
// string with a two-byte length in front, numbers big-endian.
extension ResponseRecipe {
    private static let version: UInt8 = 2
    /// The form before, which did not tell of diversions.
    private static let firstVersion: UInt8 = 1

    /// The recipe as bytes.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = [
            Self.version, self.destination.transport.rawValue, UInt8(self.destination.listener & 0xff),
        ]
        bytes.append(number: self.tagOffset)
        bytes.append(number: self.destination.address.port)
        bytes.append(number: self.source.port)
        for part in [
            self.lines, Array(self.tag.utf8), Array(self.timestamp.utf8), Array(self.requestURI.utf8), self.key.bytes,
            self.mergeKey, Array(self.destination.address.host.utf8), Array(self.source.host.utf8),
        ] {
            bytes.append(number: part.count)
            bytes.append(contentsOf: part)
        }
        bytes.append(UInt8(clamping: self.diversions))
        return bytes
    }

    /// Reads what `bytes` wrote; nil when it is something else.
    package init?(bytes: [UInt8]) {
        var reader = RecipeReader(bytes: bytes)
        guard let version = reader.byte(), version == Self.version || version == Self.firstVersion,
            let transport = reader.byte().flatMap(SIPTransportProtocol.init(rawValue:)),
            let listener = reader.byte(), let tagOffset = reader.number(), let port = reader.number(),
            let sourcePort = reader.number(), let lines = reader.part(), let tag = reader.text(),
            let timestamp = reader.text(), let requestURI = reader.text(), let key = reader.part(),
            let mergeKey = reader.part(), let host = reader.text(), let sourceHost = reader.text(),
            let diversions = version == Self.firstVersion ? 0 : reader.byte(), reader.isAtEnd, tagOffset <= lines.count
        else { return nil }
        self.init(
            lines: lines, tagOffset: tagOffset, tag: tag, timestamp: timestamp, requestURI: requestURI,
            key: TransactionKey(bytes: key), mergeKey: mergeKey,
            destination: ResponseDestination(
                transport: transport, address: HostPort(host: host, port: port), listener: Int(listener)),
            source: HostPort(host: sourceHost, port: sourcePort), diversions: Int(diversions))
    }
}

/// Reads the parts in order; nil once something is missing.
private struct RecipeReader {
    let bytes: [UInt8]
    var position = 0

    var isAtEnd: Bool { self.position == self.bytes.count }

    mutating func byte() -> UInt8? {
        guard self.position < self.bytes.count else { return nil }
        defer { self.position += 1 }
        return self.bytes[self.position]
    }

    mutating func number() -> Int? {
        guard let high = self.byte(), let low = self.byte() else { return nil }
        return Int(high) << 8 | Int(low)
    }

    mutating func part() -> [UInt8]? {
        guard let count = self.number(), count <= self.bytes.count - self.position else { return nil }
        defer { self.position += count }
        return Array(self.bytes[self.position..<self.position + count])
    }

    mutating func text() -> String? {
        self.part().map { String(decoding: $0, as: UTF8.self) }
    }
}

extension [UInt8] {
    /// Appends the low sixteen bits, high byte first. Header sections are limited to 32 KiB (SYN-17), so they fit.
    fileprivate mutating func append(number: Int) {
        self.append(UInt8(truncatingIfNeeded: number >> 8))
        self.append(UInt8(truncatingIfNeeded: number))
    }
}
