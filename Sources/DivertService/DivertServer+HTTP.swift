import CallAutomationModel
import CallContext
import CallControl
import CallRouting
import DivertConfiguration
import EntraTokens
import EventDelivery
import HTTPAPI
import Logging
import Observability
import PersistenceSQLite
import RequestSigning
import ServiceLifecycle
import UserTokens
import WebhookDelivery

extension DivertServer {
    /// Who issues user access tokens and checks them.
    static func userTokens(_ foundation: FoundationService, _ keys: SigningKeyKeeper) -> UserTokenAuthority {
        UserTokenAuthority(
            identities: IdentityDirectory(SQLiteIdentityStore(beside: foundation.store)), keys: keys,
            makeUUID: {
                var generator = SystemRandomNumberGenerator()
                return UUIDText.version4(using: &generator)
            })
    }

    /// HTTP, HTTPS, and the metrics where they have a port of their own.
    static func listeners(
        _ configuration: Configuration, _ environment: HTTPAPIEnvironment, _ certificate: ServerCertificate?,
        _ metrics: ServerMetrics, _ board: ListenerBoard, _ logger: Logger
    ) throws -> [any Service] {
        let logger = logger.forLibrary("hummingbird")
        let host = configuration.http.host
        var main = environment
        if configuration.showsMetricsOverHTTP { main.exposition = { metrics.text } }
        let responder = makeHTTPAPI(main)
        var listeners = [
            try HTTPListener(
                responder, host: host, port: configuration.http.port, flag: "--http-port", tls: nil, logger: logger,
                onBound: { await board.bind(http: $0) })
        ]
        if let certificate, case .on(let port, _) = configuration.http.tls {
            listeners.append(
                try HTTPListener(
                    responder, host: host, port: port, flag: "--http-tls-port", tls: certificate.configuration,
                    logger: logger, onBound: { await board.bind(https: $0) }))
        }
        if let port = configuration.observability.metricsPort {
            var alone = environment
            alone.exposition = { metrics.text }
            listeners.append(
                try HTTPListener(
                    makeMetricsAPI(alone), host: host, port: port, flag: "--observability-metrics-port", tls: nil,
                    logger: logger, onBound: { await board.bind(metrics: $0) }))
        }
        return listeners
    }

    /// What the responders of the HTTP listeners work with.
    static func environment(
        _ configuration: Configuration, _ signalling: Signalling, _ sealer: ContextSealer,
        _ userTokens: UserTokenAuthority, _ entra: EntraTrusts, _ board: ListenerBoard,
        _ metrics: ServerMetrics, now: @escaping @Sendable () -> Timestamp, logger: Logger
    ) -> HTTPAPIEnvironment {
        let owner = signalling.owner
        let publicURL = configuration.http.publicURL
        var environment = HTTPAPIEnvironment(
            owner: owner,
            resources: configuration.resources.map { resource in
                HTTPAPIEnvironment.Resource(resource, entra.authorities[resource.name])
            },
            userTokens: userTokens,
            publicAuthority: publicURL.map { url in url.port.map { "\(url.host):\($0)" } ?? url.host },
            pathPrefix: publicURL?.path ?? "",
            openContext: { context, now in sealer.open(context, now: now.milliseconds) }, now: now,
            makeRequestID: {
                var generator = SystemRandomNumberGenerator()
                return UUIDText.version4(using: &generator).text
            },
            readiness: {
                let state = await board.state
                var store: String?
                if case .failing(let reason) = await owner.health { store = reason }
                return Readiness(
                    listeners: state.areBound ? nil : "not all bound yet", store: store, isDraining: state.isDraining)
            },
            logger: logger)
        environment.metrics = HTTPMetrics(metrics.registry)
        environment.clockSkewMinutes = configuration.http.clockSkewMinutes
        let policy = AddressPolicy(configuration)
        environment.inspectEndpoint = { text in
            guard let address = Configuration.WebAddress(text) else { return .noURL }
            if let refusal = await EndpointHost.refusal(of: address.host, policy) { return .refused(refusal) }
            return .allowed(isLoopback: EndpointHost.isLoopback(address.host))
        }
        return environment
    }
}

extension HTTPAPIEnvironment.Resource {
    init(_ resource: Configuration.Resource, _ entra: EntraAuthority?) {
        self.init(
            name: resource.name, id: resource.id, hosts: resource.hosts,
            accessKeys: resource.accessKeys.compactMap { AccessKey(bytes: $0.bytes) })
        switch resource.userTokens {
        case .ownCalls: self.userTokens = .ownCalls
        case .allCalls: self.userTokens = .allCalls
        }
        self.entra = entra
    }
}
