import CallAutomationModel
import CallRouting
import RequestSigning

/// Finds out whose credential a request carries (row 4 of the answer table).
///
/// A request belongs to the resource whose hosts have its `Host`, whatever the port; an unknown `Host` means the only
/// resource there is. The credential must be one of that resource.
struct Authenticator: Sendable {
    private struct Resource: Sendable {
        let name: String
        let hosts: Set<String>
        let keys: [AccessKey]
        let verifier: SignatureVerifier
    }

    private let resources: [Resource]

    init(_ environment: HTTPAPIEnvironment) {
        self.resources = environment.resources.map { resource in
            Resource(
                name: resource.name, hosts: Set(resource.hosts.map(Self.name(ofHost:))), keys: resource.accessKeys,
                verifier: SignatureVerifier(
                    keys: resource.accessKeys,
                    hosts: SigningHosts(
                        names: resource.hosts, publicAuthority: environment.publicAuthority,
                        pathPrefix: environment.pathPrefix),
                    allowedSkewMinutes: environment.clockSkewMinutes))
        }
    }

    /// Who asks, for a plane that takes signed requests alone.
    func principal(signing request: ReceivedRequest) throws(CommunicationError) -> Principal {
        let authorization = try Self.authorization(request)
        let resource = try self.resource(hosting: request)
        guard SignatureVerifier.isOfScheme(authorization: authorization) else { throw Self.otherScheme(authorization) }
        return try Self.verified(request, resource)
    }

    /// Who asks, for a plane that also takes HTTP Basic: any user, an access key as password.
    func principal(signingOrBasic request: ReceivedRequest) throws(CommunicationError) -> Principal {
        let authorization = try Self.authorization(request)
        let resource = try self.resource(hosting: request)
        if SignatureVerifier.isOfScheme(authorization: authorization) { return try Self.verified(request, resource) }
        guard BasicCredentials.isOfScheme(authorization) else { throw Self.otherScheme(authorization) }
        guard let credentials = BasicCredentials(authorization) else {
            throw .denied("Basic credentials must be the Base64 of a user name, a colon and an access key.")
        }
        // Every key is looked at, so that the time does not tell which one it is.
        let matching = resource.keys.filter { $0.matches(base64: credentials.password) }
        guard !matching.isEmpty else { throw .denied("The password is no access key of this resource.") }
        return .accessKey(of: resource.name)
    }

    private static func verified(
        _ request: ReceivedRequest, _ resource: Resource
    ) throws(CommunicationError) -> Principal {
        let signable = SignableRequest(
            method: request.method, pathAndQuery: request.target.text, host: request.host,
            contentHash: ContentHash(of: request.body), header: request.values)
        switch resource.verifier.verify(signable, now: request.arrivedAt.milliseconds / 1000) {
        case .verified: return .accessKey(of: resource.name)
        case .refused(let failure): throw .denied("\(failure)")
        }
    }

    private static func authorization(_ request: ReceivedRequest) throws(CommunicationError) -> String {
        let values = request.values("Authorization")
        guard let value = values.first else { throw .denied("The header Authorization is missing.") }
        guard values.count == 1 else { throw .denied("The header Authorization stands more than once.") }
        return value
    }

    private static func otherScheme(_ authorization: String) -> CommunicationError {
        if authorization.prefix(7).lowercased() == "bearer " {
            return .denied("Bearer tokens are not served yet; sign the request with an access key.")
        }
        return .denied("Authorization must be HMAC-SHA256, made with an access key.")
    }

    private func resource(hosting request: ReceivedRequest) throws(CommunicationError) -> Resource {
        // With HTTP/2 a Host field may stand beside the authority; two different ones are nobody's.
        guard request.values("Host").allSatisfy({ $0 == request.host }) else {
            throw .denied("The header Host stands more than once.")
        }
        let name = request.host.map(Self.name(ofHost:))
        if let name, let resource = self.resources.first(where: { $0.hosts.contains(name) }) { return resource }
        guard self.resources.count == 1, let only = self.resources.first else {
            throw .denied("The Host of the request names none of the resources.")
        }
        return only
    }

    /// The host without port and brackets, in lower case. JavaScript clients send two ports.
    private static func name(ofHost host: String) -> String {
        if host.hasPrefix("[") { return host.dropFirst().prefix { $0 != "]" }.lowercased() }
        // More than two colons without brackets are an IPv6 address as configured.
        guard host.count(where: { $0 == ":" }) <= 2, !host.hasPrefix(":") else { return host.lowercased() }
        return host.prefix { $0 != ":" }.lowercased()
    }
}
