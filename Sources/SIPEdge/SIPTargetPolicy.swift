package import CallAutomationModel
package import CallRouting
import SIPMessage

/// Whether calls may be sent to SIP and telephone addresses: those that requests name as targets, and those that targets
/// were resolved to (`resources[].targets`).
package struct SIPTargetPolicy: TargetPolicy {
    /// What holds for the calls of one resource.
    package struct Rules: Sendable {
        let lists: TargetLists
        let targets: @Sendable (String) -> HostPermission
        let contacts: @Sendable (String) -> HostPermission

        /// - Parameters:
        ///   - lists: hold for the number in an address, too, so that writing it as a SIP URI is no way around them.
        ///   - targets: whether a host may stand in an address that a request names.
        ///   - contacts: whether a host may stand in an address that a target was resolved to.
        package init(
            lists: TargetLists, targets: @escaping @Sendable (_ host: String) -> HostPermission,
            contacts: @escaping @Sendable (_ host: String) -> HostPermission
        ) {
            self.lists = lists
            self.targets = targets
            self.contacts = contacts
        }
    }

    /// Whether a host may be called.
    package enum HostPermission: Sendable, Hashable {
        case allowed
        /// It is none of the allowed domains.
        case foreign
        /// It is an address of a private network, where the rules do not let calls in.
        case privateAddress

        fileprivate var prohibition: TargetProhibition? {
            switch self {
            case .allowed: nil
            case .foreign: .notAllowed(rule: "targets.sipDomains")
            case .privateAddress: .notAllowed(rule: "targets.allowPrivate")
            }
        }
    }

    private let rules: [String: Rules]

    /// - Parameter rules: by the name of the resource.
    package init(_ rules: [String: Rules]) {
        self.rules = rules
    }

    package func prohibition(of target: CommunicationIdentifier, for call: ResolvingCall) -> TargetProhibition? {
        // What is no URI leads nowhere, which the resolvers say.
        guard let rules = self.rules[call.resource], let address = target.sipAddress,
            let uri = try? SIPURI(parsing: address)
        else { return nil }
        if case .tel = uri.scheme { return Self.number(in: uri).flatMap { rules.lists.prohibition(of: $0) } }
        // Embedded headers and a method would shape the caller's next request (RED-7); an escaped name could hide one.
        guard uri.headers == nil, !uri.parameters.contains(where: { Self.shapesRequests($0) }) else {
            return .notAllowed(rule: "no headers and no method in a target")
        }
        for host in Self.hosts(of: uri) {
            if let prohibition = rules.targets(host).prohibition { return prohibition }
        }
        if let prohibition = Self.number(in: uri).flatMap({ rules.lists.prohibition(of: $0) }) { return prohibition }
        return rules.lists.denial(of: Self.plain(uri))
    }

    package func prohibition(ofContact uri: String, for call: ResolvingCall) -> TargetProhibition? {
        guard let rules = self.rules[call.resource], let uri = try? SIPURI(parsing: uri) else { return nil }
        for host in Self.hosts(of: uri) {
            if let prohibition = rules.contacts(host).prohibition { return prohibition }
        }
        return nil
    }

    /// Every host that a request to the URI may be sent to: `maddr` overrides the host (RFC 3261 §19.1.1).
    private static func hosts(of uri: SIPURI) -> [String] {
        switch uri.scheme {
        case .sip, .sips:
            [uri.host] + uri.parameters.filter { $0.name.lowercased() == "maddr" }.map { $0.value ?? "" }
        case .tel, .other: []
        }
    }

    private static func shapesRequests(_ parameter: SIPParameter) -> Bool {
        parameter.name.lowercased() == "method" || parameter.name.contains("%")
    }

    /// The global number that the URI calls.
    private static func number(in uri: SIPURI) -> CommunicationIdentifier? {
        let identifier = CallerIdentity.identifier(of: uri)
        return identifier.e164 == nil ? nil : identifier
    }

    /// Scheme, user and host, escapes decoded, so that one address cannot be written in many ways.
    private static func plain(_ uri: SIPURI) -> CommunicationIdentifier {
        CommunicationIdentifier(rawID: "\(uri.scheme):\(uri.user.map { "\($0)@" } ?? "")\(uri.host)")
    }
}
