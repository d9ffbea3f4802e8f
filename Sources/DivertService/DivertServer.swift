import CallRouting
import DataFolder
package import DivertConfiguration
import EventDelivery
import Foundation
import HTTPAPI
package import Logging
import NIOCore
import NIOPosix
import Observability
import PersistenceSQLite
import SIPCore
import SIPTransport
package import ServiceLifecycle
import WebhookDelivery

/// A whole server, put together from its configuration: the one place where every part meets.
package struct DivertServer: Sendable {
    private let services: [any Service]
    private let logger: Logger

    /// Builds the server: takes the data folder, opens the store, binds SIP, takes up what a former process left. HTTP
    /// is bound by `run()`.
    ///
    /// - Parameters:
    ///   - version: of the program, for the metrics.
    ///   - onReady: gets the addresses once every listener is bound and recovery has run.
    /// - Throws: `StartError` with a line for the person who starts it.
    package static func build(
        _ configuration: Configuration, version: String, logger: Logger,
        onReady: @escaping @Sendable (DivertServer.Ready) -> Void
    ) async throws -> DivertServer {
        let now: @Sendable () -> Timestamp = { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
        do {
            let folder = try DataFolder(at: configuration.dataFolder)
            let secrets = try ContextSecrets(configuration, in: folder)
            let certificate = try Self.certificate(configuration, folder)
            try StartCheck.checkKeySets(configuration)
            let store = try SQLiteCallStore.open(
                path: configuration.storage.path,
                reportUnreadable: {
                    logger.event(.error, "row not readable", call: nil, [.reason(outside: "\($0)")])
                })
            let foundation = FoundationService(
                folder: folder, store: store,
                poster: WebhookPoster(
                    group: MultiThreadedEventLoopGroup.singleton, policy: AddressPolicy(configuration), now: now),
                entra: EntraTrusts(configuration.resources, logger: logger),
                signallingGroup: MultiThreadedEventLoopGroup(
                    numberOfThreads: configuration.sip.eventLoops(forCores: System.coreCount)))
            do {
                return try await Self.build(
                    configuration, foundation, secrets, certificate, ServerMetrics(version: version), now: now,
                    logger: logger, onReady: onReady)
            } catch {
                await foundation.close()
                throw error
            }
        } catch let error as DataFolderError {
            throw StartError(.data, "\(error)")
        } catch let error as StoreError {
            throw StartError(.data, "\(error)")
        } catch let error as ListenError {
            throw StartError(.listen, "\(error); choose another address with --sip-listen")
        }
    }

    private static func build(
        _ configuration: Configuration, _ foundation: FoundationService, _ secrets: ContextSecrets,
        _ certificate: ServerCertificate?, _ metrics: ServerMetrics, now: @escaping @Sendable () -> Timestamp,
        logger: Logger, onReady: @escaping @Sendable (DivertServer.Ready) -> Void
    ) async throws -> DivertServer {
        let address = PublicAddress(configuration.http.publicURL?.text)
        let loops = Array(foundation.signallingGroup.makeIterator())
        let signalling = Signalling(
            on: loops[0], Array(loops.dropFirst()), configuration,
            Signalling.Surroundings(
                store: MeasuredCallStore(foundation.store, metrics.registry), poster: foundation.poster,
                secrets: secrets, now: now,
                confirmationURL: { address.text + SubscriptionPaths.confirmation(of: $0, code: $1) },
                metrics: metrics.registry, logger: logger))
        await signalling.start()
        let sip = try await signalling.listen(on: configuration.sip.listen.map(ListenAddress.init))
        do {
            await signalling.recover(
                try await foundation.store.recovery(now: now()), try await foundation.store.subscriptions(), now: now)

            let board = ListenerBoard(
                expectsHTTPS: certificate != nil, expectsMetrics: configuration.observability.metricsPort != nil)
            let keys = try await TokenSecrets.keeper(in: foundation.folder)
            let environment = Self.environment(
                configuration, signalling, secrets.sealer, Self.userTokens(foundation, keys), foundation.entra, board,
                metrics, now: now, logger: logger)
            let authority = certificate?.developmentAuthorityPath
            var services: [any Service] = [foundation]
            services += try Self.listeners(configuration, environment, certificate, metrics, board, logger)
            services.append(
                SignallingService(
                    signalling: signalling, listeners: board,
                    address: address, onReady: { onReady(Ready(line: $0, developmentAuthorityPath: authority)) },
                    sip: sip.map(\.description), publicURL: configuration.http.publicURL?.text, logger: logger))
            return DivertServer(services: services, logger: logger)
        } catch {
            await signalling.closeSockets()
            throw error
        }
    }

    /// What the starter of a ready server is told.
    package struct Ready: Sendable {
        package let line: ReadyLine
        /// Where the development CA's certificate lies; nil with a certificate of one's own, or without HTTPS.
        package let developmentAuthorityPath: String?
    }

    /// Runs until it is told to stop. Stopping goes backwards: calls are drained while HTTP still serves, then HTTP
    /// closes, then the store.
    package func run(_ group: ServiceGroup) async throws {
        try await group.run()
    }

    /// The services as one group; its graceful shutdown drains the server. When one fails, the others stop in the same
    /// order: nothing may close the signalling thread under the owner of calls.
    package func makeGroup() -> ServiceGroup {
        ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: self.services.map {
                    ServiceGroupConfiguration.ServiceConfiguration(
                        service: $0, successTerminationBehavior: .gracefullyShutdownGroup,
                        failureTerminationBehavior: .gracefullyShutdownGroup)
                },
                logger: self.logger.forLibrary("swift-service-lifecycle")))
    }

    private static func certificate(_ configuration: Configuration, _ folder: DataFolder) throws -> ServerCertificate? {
        guard case .on(_, let files) = configuration.http.tls else { return nil }
        return try ServerCertificate(files, in: folder, now: Date())
    }
}

extension AddressPolicy {
    init(_ configuration: Configuration) {
        self.init(
            allowsLoopback: configuration.http.isLoopback, allowsPrivate: configuration.events.allowPrivateEndpoints)
    }
}

extension ListenAddress {
    init(_ address: Configuration.ListenAddress) {
        self.init(address.transport == .udp ? .udp : .tcp, host: address.host, port: address.port)
    }
}
