import CallRouting
import DivertConfiguration
import SIPEdge

/// Which hosts calls of a resource may be sent to: `resources[].targets.sipDomains` and `.allowPrivate`.
struct CallableHosts: Sendable {
    private let domains: [Configuration.SIPDomain]
    private let allowsPrivate: Bool?
    private let peers: [Configuration.Network]

    /// Without domains of its own a resource may call the addresses of the peers and `sip.domain`.
    init(_ targets: Configuration.Targets, _ sip: Configuration.SIP) {
        self.peers = sip.peers.flatMap(\.networks)
        let domain = Configuration.SIPDomain(sip.domain).map { [$0] } ?? []
        self.domains = targets.sipDomains ?? self.peers.map { .network($0) } + domain
        self.allowsPrivate = targets.allowPrivate
    }

    /// Whether a host may stand in an address that a request names. A private address must be named itself: a name
    /// pattern does not open the inside.
    func permission(ofTarget host: String) -> SIPTargetPolicy.HostPermission {
        let isNamed = self.domains.contains { domain in
            switch domain {
            case .name, .network: domain.contains(host)
            case .any, .namesBelow: false
            }
        }
        if isNamed { return .allowed }
        if IPAddress.isPrivate(host: host) { return self.allowsPrivate == true ? .allowed : .privateAddress }
        return self.domains.contains { $0.contains(host) } ? .allowed : .foreign
    }

    /// Whether a host may stand in an address that a target was resolved to: routes are trusted, unless private addresses
    /// are forbidden in so many words.
    func permission(ofContact host: String) -> SIPTargetPolicy.HostPermission {
        guard self.allowsPrivate == false, IPAddress.isPrivate(host: host) else { return .allowed }
        let isPeer = IPAddress(host).map { address in self.peers.contains { $0.contains(address.bytes) } } ?? false
        return isPeer ? .allowed : .privateAddress
    }
}

extension SIPTargetPolicy.Rules {
    init(_ resource: Configuration.Resource, _ sip: Configuration.SIP) {
        let hosts = CallableHosts(resource.targets, sip)
        self.init(
            lists: TargetLists(resource.targets), targets: { hosts.permission(ofTarget: $0) },
            contacts: { hosts.permission(ofContact: $0) })
    }
}

extension TargetLists {
    init(_ targets: Configuration.Targets) {
        self.init(allow: targets.allow.map(IdentifierPattern.init), deny: targets.deny.map(IdentifierPattern.init))
    }
}
