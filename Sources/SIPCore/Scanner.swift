package import SIPMessage

/// Programs that look for open SIP servers, by what they call themselves (OVL-4).
package enum Scanner {
    /// In lower case; a User-Agent begins with one of them.
    private static let names: [[UInt8]] = [
        "friendly-scanner", "friendly-request", "sipvicious", "sipcli", "sip-scan", "sundayddr", "vaxsipuseragent",
        "pplsip",
    ].map { Array($0.utf8) }

    /// Whether a request says that a scanner made it.
    package static func made(_ request: SIPRequest) -> Bool {
        guard let agent = request.headers.first(.userAgent) else { return false }
        return self.names.contains { name in
            agent.count >= name.count
                && zip(agent, name).allSatisfy { ($0 >= 0x41 && $0 <= 0x5a ? $0 | 0x20 : $0) == $1 }
        }
    }
}
