/// The first line of a message.
enum StartLine {
    /// `Method SP Request-URI SP SIP-Version`. The method is absent when it is no token.
    case request(method: TextRange, uri: TextRange)
    /// `SIP-Version SP Status-Code SP Reason-Phrase`.
    case response(statusCode: Int, reasonPhrase: TextRange)
    /// Something that starts like a response and is none, or nothing at all.
    case unusable
}

extension StartLine {
    /// Reads a line, without its end. `fault` says what is wrong with a line whose message can be used no further.
    init(_ line: TextRange, in bytes: UnsafeBufferPointer<UInt8>, limits: SIPLimits, fault: inout Fault?) {
        var reader = ByteReader(bytes, line)
        let method = reader.take(.token)
        if reader.current == ASCII.slash, reader.matches(method, "sip") {
            self = Self.response(line, bytes, fault: &fault)
            return
        }
        guard !method.isEmpty, reader.accept(ASCII.space) else {
            fault = Fault("Malformed request line", at: line.lower)
            self = .request(method: reader.isAtEnd ? method : .absent, uri: TextRange(line.upper, line.upper))
            return
        }
        var versionStart = line.upper
        while versionStart > reader.position, bytes[versionStart - 1] != ASCII.space { versionStart &-= 1 }
        let uri = TextRange(reader.position, max(reader.position, versionStart - 1))
        self = .request(method: method, uri: uri)
        let version = Version(TextRange(versionStart, line.upper), bytes)
        if version == .other {
            fault = Fault("SIP version not supported", at: versionStart, code: .versionNotSupported)
        } else if uri.count > limits.uri {
            fault = Fault(limit: "Request-URI too long", at: uri.lower, code: .uriTooLong)
        } else if version == .malformed || versionStart == reader.position {
            fault = Fault("Malformed request line", at: versionStart)
        } else if bytes[uri.lower..<uri.upper].contains(where: ASCII.isBlank) {
            fault = Fault("Blank in the Request-URI", at: uri.lower)
        }
    }

    /// The code has exactly three digits, 100 to 699 (SYN-2). The space before an empty reason phrase may be missing.
    private static func response(
        _ line: TextRange, _ bytes: UnsafeBufferPointer<UInt8>, fault: inout Fault?
    ) -> StartLine {
        let versionEnd = line.lower + 7
        guard line.count >= 11, Version(TextRange(line.lower, versionEnd), bytes) == .two,
            bytes[versionEnd] == ASCII.space,
            case .value(let code) = DecimalNumber(bytes, TextRange(versionEnd + 1, versionEnd + 4), upTo: 699),
            code >= 100, line.count == 11 || bytes[versionEnd + 4] == ASCII.space
        else {
            fault = Fault("Malformed status line", at: line.lower, code: .drop)
            return .unusable
        }
        return .response(
            statusCode: code, reasonPhrase: TextRange(min(versionEnd + 5, line.upper), line.upper))
    }
}

/// The `SIP-Version` at the end of a request line or the start of a status line.
private enum Version {
    case two, other, malformed

    init(_ text: TextRange, _ bytes: UnsafeBufferPointer<UInt8>) {
        var reader = ByteReader(bytes, text)
        let name = reader.take(.token)
        guard reader.matches(name, "sip"), reader.accept(ASCII.slash) else {
            self = .malformed
            return
        }
        let major = reader.take(.digit)
        guard !major.isEmpty, reader.accept(UInt8(ascii: ".")) else {
            self = .malformed
            return
        }
        let minor = reader.take(.digit)
        guard !minor.isEmpty, reader.isAtEnd else {
            self = .malformed
            return
        }
        self = reader.matches(TextRange(major.lower, minor.upper), "2.0") ? .two : .other
    }
}
