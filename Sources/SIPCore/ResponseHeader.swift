package import SIPMessage

/// A header that this server adds to a response. The values are numbers, our own constants and parsed URIs: nothing
/// that could break out of its line (RED-8).
package enum ResponseHeader: Sendable, Hashable {
    /// The one target of a redirect: name-addr form, no `expires`, no `q` (RED-2, RED-3).
    case contact(SIPURI)
    /// The party that a redirect diverts from, and why (RFC 5806 §5.3, DIV-1).
    case diversion(Diversion)
    /// Seconds after which the request may be tried again.
    case retryAfter(seconds: Int)
    /// The cause of ISDN that a gateway passes on (RFC 6432).
    case reason(q850Cause: Int)
    /// The methods served here (UAS-8).
    case allow
    /// What an INVITE may carry (UAS-7).
    case acceptSDP
    /// The option tags that are not understood (UAS-2).
    case unsupported([SIPHeaderValue])

    /// Asks for up to twice the time, so that those who were refused together do not come back together (OVL-1).
    ///
    /// - Parameter tag: what the time depends on: the same for each repetition of a request, and nobody can foretell it.
    package func spread(by tag: String) -> ResponseHeader {
        guard case .retryAfter(let seconds) = self, seconds > 0 else { return self }
        let number = tag.utf8.reduce(5381) { (hash: UInt32, byte) in hash &* 33 ^ UInt32(byte) }
        return .retryAfter(seconds: seconds + Int(number % UInt32(min(seconds, 86_400) + 1)))
    }

    /// Appends the header line.
    func append(to bytes: inout [UInt8]) {
        switch self {
        case .contact(let uri):
            bytes.append(text: "Contact: <")
            bytes.append(contentsOf: uri.bytes)
            bytes.append(text: ">\r\n")
        case .diversion(let diversion): bytes.append(text: "Diversion: \(diversion.headerValue)\r\n")
        case .retryAfter(let seconds): bytes.append(text: "Retry-After: \(seconds)\r\n")
        case .reason(let cause): bytes.append(text: "Reason: Q.850;cause=\(cause)\r\n")
        case .allow: bytes.append(text: "Allow: \(UserAgentServer.allowedMethods)\r\n")
        case .acceptSDP: bytes.append(text: "Accept: application/sdp\r\n")
        case .unsupported(let tags):
            bytes.append(text: "Unsupported: \(tags.map(\.description).joined(separator: ", "))\r\n")
        }
    }
}
