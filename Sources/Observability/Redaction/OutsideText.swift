/// Text that quotes what we do not know, the words of a library's error for example, with everything masked that looks
/// like a phone number, a URI, an address with a user, a key or a token.
///
/// It is the second line of defence: nothing is known to bring such things here.
package struct OutsideText: Sendable, CustomStringConvertible {
    package let description: String

    package init(_ text: String) {
        self.description = String(decoding: Self.redacted(Array(text.utf8)[...], digits: 7), as: UTF8.self)
    }

    /// The text word by word.
    ///
    /// - Parameter digits: how many digits in a row are a number to be masked.
    static func redacted(_ bytes: ArraySlice<UInt8>, digits: Int) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var rest = bytes
        while let first = rest.first {
            if self.isDelimiter(first) {
                result.append(first)
                rest = rest.dropFirst()
            } else {
                let word = rest.prefix { !self.isDelimiter($0) }
                result.append(contentsOf: self.redacted(word: word, digits: digits))
                rest = rest[word.endIndex...]
            }
        }
        return result
    }

    private static func redacted(word: ArraySlice<UInt8>, digits: Int) -> [UInt8] {
        if let start = self.startOfURI(in: word) {
            return self.masked(word[..<start], digits: digits)
                + Array(RedactedURI(bytes: word[start...]).description.utf8)
        }
        if let at = word.lastIndex(of: UInt8(ascii: "@")) {
            let name = RedactedURI.ending(of: word[..<at])
            return Array(name.utf8) + self.masked(word[at...], digits: digits)
        }
        return self.masked(word, digits: digits)
    }

    /// Where a URI begins in a word: at the scheme of `://`, or at `sip:`, `sips:`, `tel:`.
    private static func startOfURI(in word: ArraySlice<UInt8>) -> Int? {
        for colon in word.indices where word[colon] == UInt8(ascii: ":") {
            let scheme = word[..<colon].suffixWhile { self.isLetter($0) }
            guard !scheme.isEmpty else { continue }
            if word[(colon + 1)...].starts(with: "//".utf8) { return scheme.startIndex }
            let name = String(decoding: scheme, as: UTF8.self).lowercased()
            if name == "sip" || name == "sips" || name == "tel" { return scheme.startIndex }
        }
        return nil
    }

    /// Masks rows of digits, and what is as long as a key or a token: 32 characters in a row.
    static func masked(_ word: ArraySlice<UInt8>, digits: Int) -> [UInt8] {
        let looksEncoded = word.contains { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "=") }
        if looksEncoded, word.count >= 32, word.allSatisfy({ self.isOfToken($0) || $0 == UInt8(ascii: "/") }) {
            return Array(RedactedURI.ending(of: word).utf8)
        }
        var result: [UInt8] = []
        var rest = word
        while let first = rest.first {
            let token = rest.prefix { self.isOfToken($0) }
            if token.isEmpty {
                result.append(first)
                rest = rest.dropFirst()
                continue
            }
            result.append(
                contentsOf: token.count >= 32
                    ? Array(RedactedURI.ending(of: token).utf8) : self.maskedDigits(token, atLeast: digits))
            rest = rest[token.endIndex...]
        }
        return result
    }

    /// `+14255550199` and `4255550199` keep their last four digits. Behind a `+` fewer digits are a number, and single
    /// signs between them do not end it.
    static func maskedDigits(_ token: ArraySlice<UInt8>, atLeast count: Int) -> [UInt8] {
        var result: [UInt8] = []
        var rest = token
        while let first = rest.first {
            let isGlobal = first == UInt8(ascii: "+")
            let run =
                isGlobal
                ? rest.prefix { self.isDigit($0) || $0 == first || $0 == UInt8(ascii: "-") }
                : rest.prefix { self.isDigit($0) }
            let number = run.filter { self.isDigit($0) }
            if number.count >= (isGlobal ? min(count, 5) : count) {
                result.append(contentsOf: "…".utf8)
                result.append(contentsOf: number.suffix(4))
                rest = rest[run.endIndex...]
            } else {
                let plain = rest.prefix(max(1, run.count))
                result.append(contentsOf: plain)
                rest = rest[plain.endIndex...]
            }
        }
        return result
    }

    static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    /// What keys and tokens are made of, but for `/` and `.`, which paths and names have, too.
    private static func isOfToken(_ byte: UInt8) -> Bool {
        self.isLetter(byte) || self.isDigit(byte) || "+=_-".utf8.contains(byte)
    }

    private static func isDelimiter(_ byte: UInt8) -> Bool {
        byte <= 0x20 || "\"'<>(),{}".utf8.contains(byte)
    }
}

extension ArraySlice<UInt8> {
    /// The longest end whose bytes all match.
    fileprivate func suffixWhile(_ matches: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        var start = self.endIndex
        while start > self.startIndex, matches(self[start - 1]) { start -= 1 }
        return self[start...]
    }
}
