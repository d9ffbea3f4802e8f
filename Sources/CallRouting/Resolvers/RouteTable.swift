package import CallAutomationModel

/// The configured `routes`: how identifiers become SIP targets; the first match wins.
package struct RouteTable: TargetResolver {
    /// One row.
    ///
    ///     to: "+1*"                                       an E.164 prefix, a raw id prefix, an exact id, or "*"
    ///     uri: "sip:{number}@gw1.example.net;user=phone"  placeholders {number} {id} {rawId} {domain} {peerAddress}
    package struct Route: Sendable, Hashable {
        package let pattern: String
        package let uri: String

        package init(pattern: String, uri: String) {
            self.pattern = pattern
            self.uri = uri
        }
    }

    private let routes: [Route]
    private let domain: String

    /// - Parameter domain: `sip.domain`, for `{domain}`.
    package init(_ routes: [Route], domain: String) {
        self.routes = routes
        self.domain = domain
    }

    package func resolve(_ target: CommunicationIdentifier, for call: ResolvingCall) -> TargetResolution? {
        for route in self.routes where Self.matches(route.pattern, target) {
            if let uri = self.fill(route.uri, target, call) { return .uri(uri) }
        }
        return nil
    }

    /// A star alone is for everything but SIP and telephone addresses, which lead somewhere by themselves.
    private static func matches(_ pattern: String, _ target: CommunicationIdentifier) -> Bool {
        if pattern == "*" { return target.sipAddress == nil }
        let subject = pattern.hasPrefix("+") ? target.e164 : target.rawID
        guard let subject else { return false }
        guard pattern.hasSuffix("*") else { return subject == pattern }
        return subject.hasPrefix(pattern.dropLast())
    }

    /// Fills the template; nil when a placeholder has no value for this target, so that a later row may match.
    private func fill(_ template: String, _ target: CommunicationIdentifier, _ call: ResolvingCall) -> String? {
        var text = ""
        var rest = template[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            text += rest[..<open]
            guard let value = self.value(of: rest[rest.index(after: open)..<close], target, call) else { return nil }
            text += value
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }

    private func value(
        of placeholder: Substring, _ target: CommunicationIdentifier, _ call: ResolvingCall
    ) -> String? {
        switch placeholder {
        case "number": target.e164
        case "id": PercentEncoding.userPart(target.idWithoutPrefix)
        case "rawId": PercentEncoding.userPart(target.rawID)
        case "domain": self.domain
        case "peerAddress": call.peerAddress
        default: nil
        }
    }
}
