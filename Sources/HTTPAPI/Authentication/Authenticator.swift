import CallAutomationModel
import CallRouting
import RequestSigning

/// Finds out whose credential a request carries (row 4 of the answer table).
///
/// A request belongs to the resource whose hosts have its `Host`, whatever the port; an unknown `Host` means the only
/// resource there is, or the one that `x-ms-host` or `X-Forwarded-Host` names: clients that are told to talk to another
/// host say so whom they mean. The credential must be one of that resource.
struct Authenticator: Sendable {
    private struct Resource: Sendable {
        let settings: HTTPAPIEnvironment.Resource
        let hosts: Set<String>
        let verifier: SignatureVerifier
    }

    private let resources: [Resource]
    private let bearers: BearerAuthenticator

    init(_ environment: HTTPAPIEnvironment) {
        self.resources = environment.resources.map { resource in
            Resource(
                settings: resource, hosts: Set(resource.hosts.map(Self.name(ofHost:))),
                verifier: SignatureVerifier(
                    keys: resource.accessKeys,
                    hosts: SigningHosts(
                        names: resource.hosts, publicAuthority: environment.publicAuthority,
                        pathPrefix: environment.pathPrefix),
                    allowedSkewMinutes: environment.clockSkewMinutes))
        }
        self.bearers = BearerAuthenticator(environment.userTokens)
    }

    /// Who asks, by one of the credentials that the plane takes.
    ///
    /// Throws 401 for a credential that is missing or not good, 403 for a good one that is not for this.
    func principal(
        sending request: ReceivedRequest, to plane: Plane
    ) async throws(CommunicationError) -> Principal {
        if let holder = try self.keyHolder(sending: request, to: plane) { return holder }
        guard let token = BearerToken(try Self.authorization(request)) else {
            throw .denied("Authorization must be HMAC-SHA256, made with an access key, or Bearer with a token.")
        }
        return try await self.bearers.principal(
            holding: token, at: try self.resource(hosting: request).settings, on: plane, now: request.arrivedAt)
    }

    /// The same for a request that shows an access key, for which nobody has to be asked; nil for any other credential.
    func keyHolder(
        sending request: ReceivedRequest, to plane: Plane
    ) throws(CommunicationError) -> Principal? {
        let authorization = try Self.authorization(request)
        let resource = try self.resource(hosting: request)
        if SignatureVerifier.isOfScheme(authorization: authorization) { return try Self.verified(request, resource) }
        guard plane.takesBasic, BasicCredentials.isOfScheme(authorization) else { return nil }
        return try Self.verified(BasicCredentials(authorization), resource)
    }

    private static func verified(
        _ credentials: BasicCredentials?, _ resource: Resource
    ) throws(CommunicationError) -> Principal {
        guard let credentials else {
            throw .denied("Basic credentials must be the Base64 of a user name, a colon and an access key.")
        }
        // Every key is looked at, so that the time does not tell which one it is.
        let matching = resource.settings.accessKeys.filter { $0.matches(base64: credentials.password) }
        guard !matching.isEmpty else { throw .denied("The password is no access key of this resource.") }
        return .accessKey(of: resource.settings.name)
    }

    private static func verified(
        _ request: ReceivedRequest, _ resource: Resource
    ) throws(CommunicationError) -> Principal {
        let signable = SignableRequest(
            method: request.method, pathAndQuery: request.target.text, host: request.host,
            contentHash: ContentHash(of: request.body), header: request.values)
        switch resource.verifier.verify(signable, now: request.arrivedAt.milliseconds / 1000) {
        case .verified: return .accessKey(of: resource.settings.name)
        case .refused(let failure): throw .denied("\(failure)")
        }
    }

    private static func authorization(_ request: ReceivedRequest) throws(CommunicationError) -> String {
        let values = request.values("Authorization")
        guard let value = values.first else { throw .denied("The header Authorization is missing.") }
        guard values.count == 1 else { throw .denied("The header Authorization stands more than once.") }
        return value
    }

    private func resource(hosting request: ReceivedRequest) throws(CommunicationError) -> Resource {
        // Two different ones are nobody's. The connection refuses them as well; a signature does not rely on that.
        guard request.values("Host").allSatisfy({ $0 == request.host }) else {
            throw .denied("The header Host stands more than once.")
        }
        if let host = request.host, let resource = self.resource(named: host) { return resource }
        if self.resources.count == 1, let only = self.resources.first { return only }
        let named = SignatureVerifier.forwardedHosts(request.values).compactMap(self.resource(named:))
        guard let resource = named.first, named.allSatisfy({ $0.settings.name == resource.settings.name }) else {
            throw .denied("The Host of the request names none of the resources.")
        }
        return resource
    }

    private func resource(named host: String) -> Resource? {
        let name = Self.name(ofHost: host)
        return self.resources.first { $0.hosts.contains(name) }
    }

    /// The host without port and brackets, in lower case. JavaScript clients send two ports.
    private static func name(ofHost host: String) -> String {
        let (bytes, colon) = (host.utf8, UInt8(ascii: ":"))
        if host.hasPrefix("[") { return Substring(bytes.dropFirst().prefix { $0 != UInt8(ascii: "]") }).lowercased() }
        // More than two colons without brackets are an IPv6 address as configured.
        guard bytes.count(where: { $0 == colon }) <= 2, bytes.first != colon else { return host.lowercased() }
        return Substring(bytes.prefix { $0 != colon }).lowercased()
    }
}
