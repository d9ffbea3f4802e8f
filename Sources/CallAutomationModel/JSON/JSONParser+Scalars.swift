extension JSONParser {
    /// A string of RFC 8259 §7; the parser stands on its opening quotation mark.
    mutating func string() throws(JSONParseError) -> String {
        self.index += 1
        let start = self.index
        var isASCII = true
        while true {
            let byte = try self.peek()
            switch byte {
            case UInt8(ascii: "\""):
                let bytes = self.bytes[start..<self.index]
                // To validate costs more than to make the string.
                let text = isASCII ? String(decoding: bytes, as: UTF8.self) : try self.text(bytes)
                self.index += 1
                return text
            case UInt8(ascii: "\\"): return try self.escapedString(from: start)
            case 0..<0x20: throw self.error(.controlCharacter)
            default:
                isASCII = isASCII && byte < 0x80
                self.index += 1
            }
        }
    }

    private mutating func escapedString(from start: Int) throws(JSONParseError) -> String {
        var resolved = Array(self.bytes[start..<self.index])
        while true {
            let byte = try self.peek()
            switch byte {
            case UInt8(ascii: "\""):
                let text = try self.text(resolved[...])
                self.index += 1
                return text
            case UInt8(ascii: "\\"):
                self.index += 1
                resolved.append(contentsOf: try self.escape())
            case 0..<0x20: throw self.error(.controlCharacter)
            default:
                resolved.append(byte)
                self.index += 1
            }
        }
    }

    private mutating func escape() throws(JSONParseError) -> [UInt8] {
        let letter = try self.peek()
        self.index += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [letter]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return Array(String(try self.escapedScalar()).utf8)
        default: throw JSONParseError(code: .invalidEscape, offset: self.index - 1)
        }
    }

    private mutating func escapedScalar() throws(JSONParseError) -> Character {
        var code = try self.fourHexDigits()
        if code & 0xFC00 == 0xD800 {
            guard try self.peek() == UInt8(ascii: "\\") else { throw self.error(.invalidEscape) }
            self.index += 1
            guard try self.peek() == UInt8(ascii: "u") else { throw self.error(.invalidEscape) }
            self.index += 1
            let low = try self.fourHexDigits()
            guard low & 0xFC00 == 0xDC00 else { throw self.error(.invalidEscape) }
            code = 0x10000 + (code & 0x3FF) << 10 + (low & 0x3FF)
        }
        guard let scalar = Unicode.Scalar(code) else { throw self.error(.invalidEscape) }
        return Character(scalar)
    }

    private mutating func fourHexDigits() throws(JSONParseError) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = hexDigit(try self.peek()) else { throw self.error(.invalidEscape) }
            code = code << 4 | UInt32(digit)
            self.index += 1
        }
        return code
    }

    private func text(_ slice: ArraySlice<UInt8>) throws(JSONParseError) -> String {
        guard let text = String(validating: slice, as: UTF8.self) else { throw self.error(.invalidUTF8) }
        return text
    }

    /// A number of RFC 8259 §6, kept as written.
    mutating func number() throws(JSONParseError) -> JSONValue {
        let start = self.index
        if try self.peek() == UInt8(ascii: "-") { self.index += 1 }
        if self.index < self.bytes.count, self.bytes[self.index] == UInt8(ascii: "0") {
            self.index += 1
        } else {
            try self.digits()
        }
        if self.index < self.bytes.count, self.bytes[self.index] == UInt8(ascii: ".") {
            self.index += 1
            try self.digits()
        }
        if self.index < self.bytes.count, self.bytes[self.index] | 0x20 == UInt8(ascii: "e") {
            self.index += 1
            if self.index < self.bytes.count, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(self.bytes[self.index]) {
                self.index += 1
            }
            try self.digits()
        }
        if self.index < self.bytes.count, isDigit(self.bytes[self.index]) { throw self.error(.invalidNumber) }
        return .number(String(decoding: self.bytes[start..<self.index], as: UTF8.self))
    }

    private mutating func digits() throws(JSONParseError) {
        guard self.index < self.bytes.count, isDigit(self.bytes[self.index]) else { throw self.error(.invalidNumber) }
        while self.index < self.bytes.count, isDigit(self.bytes[self.index]) { self.index += 1 }
    }
}
