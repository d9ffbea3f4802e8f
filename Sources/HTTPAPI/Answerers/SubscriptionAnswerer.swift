import CallAutomationModel
import CallControl
import CallRouting
import EventDelivery
import HTTPTypes

/// The Divert plane: who is told of calls.
///
///     GET              /divert/subscriptions
///     GET, PUT, DELETE /divert/subscriptions/{name}
///     POST             /divert/subscriptions/{name}:validate
///     GET              /divert/subscriptions/{name}:confirm?code=…
///
/// A request makes, sees and ends the subscriptions of its own resource; those for all resources stand in the configuration.
struct SubscriptionAnswerer: Answerer {
    let paths: [PathTemplate] = [
        "/divert/subscriptions", "/divert/subscriptions/{name}", "/divert/subscriptions/{name}:validate",
        "/divert/subscriptions/{name}:confirm",
    ]

    private let owner: CallOwner
    private let authenticator: Authenticator
    private let inspectEndpoint: @Sendable (String) async -> EndpointFinding

    init(_ environment: HTTPAPIEnvironment, _ authenticator: Authenticator) {
        self.owner = environment.owner
        self.authenticator = authenticator
        self.inspectEndpoint = environment.inspectEndpoint
    }

    func endpoint(at path: String) -> Endpoint? {
        if path == SubscriptionPaths.all {
            return Endpoint(
                "divert subscriptions", get: { request throws(CommunicationError) in try await self.list(request) })
        }
        guard let (name, operation) = PathElement.split(path, below: SubscriptionPaths.all) else { return nil }
        switch operation {
        case nil:
            return Endpoint(
                "divert subscription",
                [
                    (.get, { @Sendable request throws(CommunicationError) in try await self.show(name, request) }),
                    (.put, { @Sendable request throws(CommunicationError) in try await self.put(name, request) }),
                    (.delete, { @Sendable request throws(CommunicationError) in try await self.remove(name, request) }),
                ])
        case "validate":
            return Endpoint(
                "divert validate",
                post: { request throws(CommunicationError) in try await self.validate(name, request) })
        case "confirm":
            return Endpoint(
                "divert confirm", get: { request throws(CommunicationError) in try await self.confirm(name, request) })
        default: return nil
        }
    }

    private func list(_ request: ReceivedRequest) async throws(CommunicationError) -> Answer {
        let resource = try await self.authenticator.principal(sending: request, to: .divert).resource
        let entries = await self.owner.subscriptions(of: resource)
        var text = JSONText(capacity: 1024 * (entries.count + 1))
        text.object { text in
            text.name("subscriptions")
            text.array { text in
                for entry in entries { entry.write(to: &text) }
            }
        }
        return .json(text)
    }

    private func show(_ name: String, _ request: ReceivedRequest) async throws(CommunicationError) -> Answer {
        let resource = try await self.authenticator.principal(sending: request, to: .divert).resource
        guard let entry = await self.owner.subscriptions(of: resource).first(where: { $0.subscription.name == name })
        else { throw .subscriptionNotFound }
        return Self.answer(entry)
    }

    private func put(_ name: String, _ request: ReceivedRequest) async throws(CommunicationError) -> Answer {
        let resource = try await self.authenticator.principal(sending: request, to: .divert).resource
        try request.refuseRepeatability()
        try request.requireJSON()
        guard PathElement.isName(name) else { throw .subscriptionNameInvalid }
        var subscription = try EventSubscription(name: name, resource: resource, body: request.body)
        subscription.isGuarded = true
        let isLoopback: Bool
        switch await self.inspectEndpoint(subscription.endpoint) {
        case .noURL:
            throw .invalidArgument(
                target: "endpoint", "“endpoint” must be an http or https URL without user and fragment.")
        case .refused(let reason): throw .endpointNotAllowed(reason)
        case .allowed(let isThisMachine): isLoopback = isThisMachine
        }
        let asksFirst = subscription.validation == .always || !isLoopback
        let owner = self.owner
        // As a decision, it goes on when the client leaves.
        let made = subscription
        return try Self.answer(await Task { await owner.put(made, asksFirst: asksFirst) }.value)
    }

    private func remove(_ name: String, _ request: ReceivedRequest) async throws(CommunicationError) -> Answer {
        let resource = try await self.authenticator.principal(sending: request, to: .divert).resource
        try request.refuseRepeatability()
        let owner = self.owner
        return try Self.answer(await Task { await owner.removeSubscription(name, of: resource) }.value)
    }

    private func validate(_ name: String, _ request: ReceivedRequest) async throws(CommunicationError) -> Answer {
        let resource = try await self.authenticator.principal(sending: request, to: .divert).resource
        try request.refuseRepeatability()
        return try Self.answer(await self.owner.validate(name, of: resource))
    }

    /// Whoever knows the code need not show a credential: it was sent to the endpoint alone.
    private func confirm(_ name: String, _ request: ReceivedRequest) async throws(CommunicationError) -> Answer {
        let codes = request.target.values(of: "code")
        guard let code = codes.first, codes.count == 1, await self.owner.confirm(name, code: code) else {
            throw .validationCodeUnknown
        }
        var text = JSONText()
        text.object { $0.member("state", SubscriptionRecord.State.valid.rawValue) }
        return .json(text)
    }

    private static func answer(_ outcome: CallOwner.SubscriptionOutcome) throws(CommunicationError) -> Answer {
        switch outcome {
        case .made(let entry): return self.answer(entry, status: 201)
        case .replaced(let entry): return self.answer(entry)
        case .removed: return Answer(status: 204)
        case .notFound: throw .subscriptionNotFound
        case .otherResource: throw .otherResource
        case .configured: throw .subscriptionConfigured
        case .full: throw .tooManySubscriptions(limit: SubscriptionTable.limit)
        case .unavailable: throw .unavailable
        }
    }

    private static func answer(_ entry: SubscriptionTable.Entry, status: Int = 200) -> Answer {
        var text = JSONText(capacity: 1024)
        entry.write(to: &text)
        return .json(text, status: status)
    }
}

/// Where subscriptions are.
package enum SubscriptionPaths {
    static let all = "/divert/subscriptions"

    /// Where the owner of an endpoint agrees by a visit.
    package static func confirmation(of subscription: String, code: String) -> String {
        "\(self.all)/\(subscription):confirm?code=\(code)"
    }
}
