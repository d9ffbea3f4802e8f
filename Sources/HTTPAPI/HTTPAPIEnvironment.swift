package import CallContext
package import CallControl
package import CallRouting
package import EntraTokens
package import Logging
package import Observability
package import RequestSigning
package import UserTokens

/// What the HTTP planes need from the rest of the server, and their settings.
package struct HTTPAPIEnvironment: Sendable {
    /// A resource as HTTP sees it.
    package struct Resource: Sendable {
        package let name: String
        /// The GUID inside `8:acs:{id}_{user}`.
        package let id: String
        /// The names under which requests reach it, without port.
        package let hosts: [String]
        /// Any of them is good.
        package let accessKeys: [AccessKey]
        /// Which calls a user access token may decide.
        package var userTokens = Principal.UserReach.ownCalls
        /// Whose Entra ID tokens are believed; nil for nobody's.
        package var entra: EntraAuthority?

        package init(name: String, id: String, hosts: [String], accessKeys: [AccessKey]) {
            self.name = name
            self.id = id
            self.hosts = hosts
            self.accessKeys = accessKeys
        }
    }

    package let owner: CallOwner
    package let resources: [Resource]
    /// Identities, and the tokens that are issued to them.
    package let userTokens: UserTokenAuthority
    /// Host and port of `http.publicUrl`, as configured; nil without one.
    package let publicAuthority: String?
    /// The path of `http.publicUrl`: empty, or `/base` without a trailing slash. Paths are accepted with it and without.
    package let pathPrefix: String
    /// Opens a context at a moment.
    package let openContext: @Sendable (String, Timestamp) -> Result<ContextClaims, ContextError>
    /// Wall-clock time.
    package let now: @Sendable () -> Timestamp
    /// The value of `x-ms-request-id`, a new one for each request.
    package let makeRequestID: @Sendable () -> String
    /// Whether the server can do its work, for `/health/ready`.
    package let readiness: @Sendable () async -> Readiness
    package let logger: Logger
    /// Looks at the endpoint of a subscription that a request makes.
    package var inspectEndpoint: @Sendable (String) async -> EndpointFinding = { _ in .noURL }
    /// How far the date of a signed request may lie before or after now.
    package var clockSkewMinutes = 15

    /// What is counted about requests.
    package var metrics = HTTPMetrics()
    /// The metrics of the process as text; nil where `/metrics` is not served.
    package var exposition: (@Sendable () -> String)?

    package init(
        owner: CallOwner, resources: [Resource], userTokens: UserTokenAuthority, publicAuthority: String?,
        pathPrefix: String,
        openContext: @escaping @Sendable (String, Timestamp) -> Result<ContextClaims, ContextError>,
        now: @escaping @Sendable () -> Timestamp, makeRequestID: @escaping @Sendable () -> String,
        readiness: @escaping @Sendable () async -> Readiness, logger: Logger
    ) {
        self.owner = owner
        self.resources = resources
        self.userTokens = userTokens
        self.publicAuthority = publicAuthority
        var prefix = pathPrefix
        while prefix.hasSuffix("/") { prefix.removeLast() }
        self.pathPrefix = prefix
        self.openContext = openContext
        self.now = now
        self.makeRequestID = makeRequestID
        self.readiness = readiness
        self.logger = logger
    }
}
