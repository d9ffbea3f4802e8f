import SIPMessage

/// One header line of any message, split at its colon.
struct SIPHeaderLine {
    /// Nil when it is no header line.
    let name: SIPHeaderName?
    let value: ArraySlice<UInt8>
    private let line: ArraySlice<UInt8>

    init(_ line: ArraySlice<UInt8>) {
        self.line = line
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
            self.name = nil
            self.value = line
            return
        }
        self.name = SIPHeaderName(String(decoding: line[..<colon].trimmed, as: UTF8.self))
        self.value = line[(colon + 1)...].trimmed
    }

    var exposure: SIPHeaderExposure { self.name?.exposure ?? .comment }

    /// The line as `logging.sip: headers` shows it.
    var redacted: String {
        guard let name = self.name else {
            // What should have been a header may be one of credentials: these stand in quotes.
            let start = self.line.prefix { $0 != UInt8(ascii: "\"") }
            let shown = String(decoding: OutsideText.redacted(start, digits: 5), as: UTF8.self)
            return start.count < self.line.count ? "\(shown)\"…" : shown
        }
        return "\(name.canonicalName): \(self.redactedValue)"
    }

    private var redactedValue: String {
        switch self.exposure {
        case .identifier: String(decoding: self.value, as: UTF8.self)
        case .plain: String(decoding: OutsideText.maskedDigits(self.value, atLeast: 7), as: UTF8.self)
        case .addresses: SIPAddressList.redacted(self.value)
        case .comment where self.value.contains(UInt8(ascii: "<")): SIPAddressList.redacted(self.value)
        case .comment: String(decoding: OutsideText.redacted(self.value, digits: 5), as: UTF8.self)
        case .hidden: "…"
        case .secret: self.scheme.map { "\($0) …" } ?? "…"
        }
    }

    /// The scheme of credentials or of a challenge.
    private var scheme: String? {
        let word = self.value.prefix { $0 != 32 }
        guard word.count < self.value.count else { return nil }
        return ["Digest", "Basic", "Bearer"].first { $0.utf8.elementsEqual(word) }
    }
}

extension ArraySlice<UInt8> {
    /// Without the blanks and line ends around it.
    var trimmed: ArraySlice<UInt8> {
        func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
        var slice = self.drop(while: isBlank)
        while let last = slice.last, isBlank(last) { slice.removeLast() }
        return slice
    }
}
