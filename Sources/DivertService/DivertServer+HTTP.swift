import CallAutomationModel
import CallContext
import CallControl
import CallRouting
import DivertConfiguration
import EntraTokens
import EventDelivery
import HTTPAPI
import Logging
import PersistenceSQLite
import RequestSigning
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

    /// The responder of both HTTP listeners.
    static func responder(
        _ configuration: Configuration, _ signalling: Signalling, _ sealer: ContextSealer,
        _ userTokens: UserTokenAuthority, _ entra: EntraTrusts, _ board: ListenerBoard,
        now: @escaping @Sendable () -> Timestamp, logger: Logger
    ) -> HTTPAPIResponder {
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
        environment.clockSkewMinutes = configuration.http.clockSkewMinutes
        let policy = AddressPolicy(configuration)
        environment.inspectEndpoint = { text in
            guard let address = Configuration.WebAddress(text) else { return .noURL }
            if let refusal = await EndpointHost.refusal(of: address.host, policy) { return .refused(refusal) }
            return .allowed(isLoopback: EndpointHost.isLoopback(address.host))
        }
        return makeHTTPAPI(environment)
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
