import SIPMessage

/// How the SIP log shows a message. It makes do with any bytes: malformed messages are those one wants to see.
package enum SIPMessageText: Sendable {
    /// Start line and header fields, without body. User parts of URIs keep their last four characters, display names
    /// are left out, numbers in other places are masked.
    case headers
    /// The whole message as it is, phone numbers included.
    case full

    /// How many bytes of a message are shown.
    static let limit = 64 * 1024

    /// The message in lines, without the line break of the last. The values of authentication headers are never in it,
    /// nor are the keys in a session description.
    package func render(_ message: [UInt8]) -> String {
        var lines: [String] = []
        var isInHead = true
        var isFirst = true
        for line in LogicalLines(message.prefix(Self.limit), unfolds: self == .headers) {
            if isInHead, line.isEmpty {
                // Line ends before the start line are keep-alives.
                if isFirst { continue }
                isInHead = false
                if self == .headers { break }
            }
            switch self {
            case .headers: lines.append(isFirst ? Self.startLine(line) : SIPHeaderLine(line).redacted)
            case .full: lines.append(Self.withoutSecret(line, isInHead: isInHead, isFirst: isFirst))
            }
            isFirst = false
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        if message.count > Self.limit { lines.append("… \(message.count - Self.limit) more bytes") }
        return lines.joined(separator: "\n")
    }

    /// The value of Call-ID; empty when there is none.
    package static func callID(in message: [UInt8]) -> ArraySlice<UInt8> {
        let lines = LogicalLines(message.prefix(Self.limit), unfolds: true).drop(while: \.isEmpty)
        for line in lines.dropFirst().prefix(while: { !$0.isEmpty }) {
            let header = SIPHeaderLine(line)
            if header.name == .callID { return header.value }
        }
        return []
    }

    /// `INVITE sip:…0100@host SIP/2.0`; the reason phrase of a response is shown like a comment.
    private static func startLine(_ line: ArraySlice<UInt8>) -> String {
        let words = line.split(separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
        guard words.count == 3, !line.starts(with: "SIP/".utf8) else {
            return String(decoding: OutsideText.redacted(line, digits: 5), as: UTF8.self)
        }
        let method = String(decoding: OutsideText.redacted(words[0], digits: 5), as: UTF8.self)
        let version = String(decoding: OutsideText.redacted(words[2], digits: 5), as: UTF8.self)
        return "\(method) \(RedactedURI(bytes: words[1])) \(version)"
    }

    private static func withoutSecret(_ line: ArraySlice<UInt8>, isInHead: Bool, isFirst: Bool) -> String {
        if !isFirst {
            // A body may hold a message again (message/sipfrag).
            let header = SIPHeaderLine(line)
            if header.exposure == .secret { return header.redacted }
        }
        if !isInHead {
            for secret in ["a=crypto:", "a=key-mgmt:", "a=ice-pwd:", "k="] where line.starts(with: secret.utf8) {
                return secret + "…"
            }
        }
        return String(decoding: line, as: UTF8.self)
    }
}
