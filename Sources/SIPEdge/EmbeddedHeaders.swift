package import CallAutomationModel
import SIPMessage

/// Which headers of an application a peer takes as headers embedded in a Contact (`sip.peers[].headers`): it copies them
/// into the INVITE that it sends to the target (RFC 3261 §19.1.1). None unless it is configured (RED-7).
package struct EmbeddedHeaders: Sendable, Hashable {
    /// The longest URI that leaves us with headers in it, in bytes: what we take ourselves (SYN-17).
    static let uriLimit = SIPLimits.standard.uri

    /// Lower case; prefixes end in `*`.
    private let patterns: [String]

    /// - Parameter patterns: names of headers, or prefixes ending in `*`. What a `CustomSIPHeader` cannot be is never
    ///   embedded, whatever they say.
    package init(_ patterns: [String] = []) {
        self.patterns = patterns.map { $0.lowercased() }
    }

    /// The URI with those of the headers that the peer takes, in their order, and how many of them did not fit. A `tel:`
    /// URI takes none.
    package func embed(_ headers: [CustomSIPHeader], in uri: String) -> (uri: String, leftOut: Int) {
        let wanted = headers.filter { self.takes($0) }
        guard !wanted.isEmpty, var contact = try? SIPURI(parsing: uri) else { return (uri, 0) }
        var leftOut = 0
        for header in wanted {
            if let longer = Self.adding(header, to: contact), longer.bytes.count <= Self.uriLimit {
                contact = longer
            } else {
                leftOut += 1
            }
        }
        return (contact.description, leftOut)
    }

    private func takes(_ header: CustomSIPHeader) -> Bool {
        let name = header.name.lowercased()
        return self.patterns.contains { $0.hasSuffix("*") ? name.hasPrefix($0.dropLast()) : name == $0 }
    }

    private static func adding(_ header: CustomSIPHeader, to uri: SIPURI) -> SIPURI? {
        guard let name = SIPHeaderName(header.name), let value = SIPHeaderValue(header.value) else { return nil }
        return try? uri.adding(header: name, value)
    }
}
