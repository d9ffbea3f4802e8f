import AsyncHTTPClient
import CallRouting
import DivertConfiguration
import EntraTokens
import Logging
import Observability

/// The Entra ID tokens that each resource accepts, and the client that fetches the issuers' keys.
struct EntraTrusts: Sendable {
    /// By the name of the resource.
    let authorities: [String: EntraAuthority]
    /// Nil when all keys are in files.
    private let client: HTTPClient?

    init(_ resources: [Configuration.Resource], logger: Logger) {
        let isRemote = resources.contains { resource in
            if case .url = resource.entra?.keySet { true } else { false }
        }
        self.client = isRemote ? HTTPKeySetSource.makeClient() : nil
        var authorities: [String: EntraAuthority] = [:]
        for resource in resources {
            guard let entra = resource.entra, let source = Self.source(entra.keySet, self.client) else { continue }
            let keys = PublishedKeys(source) { Self.log($0, resource.name, logger) }
            authorities[resource.name] = EntraAuthority(
                EntraTrust(issuer: entra.issuer, audiences: entra.audiences), keys)
        }
        self.authorities = authorities
    }

    func close() async {
        try? await self.client?.shutdown()
    }

    private static func source(_ keySet: Configuration.Entra.KeySet, _ client: HTTPClient?) -> (any KeySetSource)? {
        switch keySet {
        case .file(let path): FileKeySetSource(path: path)
        case .url(let url): client.map { HTTPKeySetSource(url: url.text, client: $0) }
        }
    }

    private static func log(_ report: PublishedKeys.Report, _ resource: String, _ logger: Logger) {
        switch report {
        case .renewed(let count):
            logger.event(.info, "issuer's keys are new", call: nil, [.resource(resource), .count(count)])
        case .failed(let reason):
            logger.event(
                .warning, "issuer's keys not to be had", call: nil, [.resource(resource), .reason(outside: reason)])
        }
    }
}
