import AsyncHTTPClient
import CallAutomationModel
import NIOSSL
import RequestSigning

/// Decides incoming calls: sends them elsewhere or turns them away. Works with Divert and with every service that speaks
/// the pre-call part of Azure Communication Services Call Automation.
///
/// ```swift
/// let client = try CallAutomationClient(connectionString: "endpoint=https://localhost:7443/;accesskey=…")
/// try await client.redirectCall(
///     incomingCallContext: call.incomingCallContext, to: .phoneNumber("+14255550199"))
/// ```
///
/// A client is a value and may be shared and copied freely; connections are kept and reused for the whole process, and
/// there is nothing to shut down. What fails is a ``CallAutomationError``; a cancelled task gets `CancellationError` at
/// once, and then nobody can say whether the service had carried the request out.
///
/// Each method may send its request several times (see ``RetryPolicy``). The service recognises the repetitions by the
/// ids that go along, so a call is decided once, however often the request arrives.
public struct CallAutomationClient: Sendable {
    private let endpoint: ServiceEndpoint
    private let authorization: RequestAuthorization
    private let options: Options
    private let transport: HTTPTransport

    /// A client for the resource that a connection string names.
    ///
    ///     endpoint=https://localhost:7443/;accesskey=ZGl2ZXJ0…
    ///
    /// The names of the parts are read in any case and order, other parts are ignored, a slash at the end of the endpoint
    /// does not count, and an endpoint without scheme is an `https` one. `http` is taken as it stands, for a service on
    /// this machine.
    ///
    /// Throws reason ``CallAutomationError/Reason/invalidConnectionString``, `invalidEndpoint`, `invalidCredential` or
    /// `invalidOption`. No error shows the key.
    public init(connectionString: String, options: Options = Options()) throws(CallAutomationError) {
        let parts = try ConnectionString(connectionString)
        try self.init(endpoint: parts.endpoint, authorization: .signature(RequestSigner(key: parts.accessKey)), options)
    }

    /// A client for an endpoint, such as `https://localhost:7443`, with an access key or a token.
    ///
    /// Throws reason ``CallAutomationError/Reason/invalidEndpoint``, `invalidCredential` or `invalidOption`.
    public init(
        endpoint: String, credential: Credential, options: Options = Options()
    ) throws(CallAutomationError) {
        let endpoint = try ServiceEndpoint(endpoint)
        try self.init(endpoint: endpoint, authorization: try credential.authorization(for: endpoint), options)
    }

    private init(
        endpoint: ServiceEndpoint, authorization: RequestAuthorization, _ options: Options
    ) throws(CallAutomationError) {
        try options.check()
        self.endpoint = endpoint
        self.authorization = authorization
        self.options = options
        self.transport = HTTPTransport(client: options.httpClient, tls: try options.trust.configuration())
    }

    /// Lets an incoming call ring elsewhere; the caller is told where, and the application has no further part in it.
    ///
    /// - Parameters:
    ///   - incomingCallContext: from the event of the call. It is good as long as the call rings.
    ///   - target: where the call shall go: `.phoneNumber("+14255550199")`, `.communicationUser("8:acs:…")`, or
    ///     `CommunicationIdentifier(rawID:)` for everything else, `sip:201@pbx.example` included.
    ///   - repeatability: ids of your own, when the request may have to be repeated after a restart of your program.
    ///
    /// - Returns: what the service noted about the request, for your log.
    ///
    /// Throws ``CallAutomationError``, the errors of your token provider, or `CancellationError`.
    @discardableResult
    public func redirectCall(
        incomingCallContext: String, to target: CommunicationIdentifier, repeatability: Repeatability? = nil
    ) async throws -> Acknowledgement {
        try await self.perform(
            "redirect", RedirectCallRequest(incomingCallContext: incomingCallContext, target: target).body(),
            repeatability)
    }

    /// Turns an incoming call away.
    ///
    /// - Parameters:
    ///   - incomingCallContext: from the event of the call. It is good as long as the call rings.
    ///   - reason: what the caller is told.
    ///   - repeatability: ids of your own, when the request may have to be repeated after a restart of your program.
    ///
    /// - Returns: what the service noted about the request, for your log.
    ///
    /// Throws ``CallAutomationError``, the errors of your token provider, or `CancellationError`.
    @discardableResult
    public func rejectCall(
        incomingCallContext: String, reason: CallRejectReason = .none, repeatability: Repeatability? = nil
    ) async throws -> Acknowledgement {
        try await self.perform(
            "reject", RejectCallRequest(incomingCallContext: incomingCallContext, callRejectReason: reason).body(),
            repeatability)
    }

    private func perform(
        _ operation: String, _ body: [UInt8], _ repeatability: Repeatability?
    ) async throws -> Acknowledgement {
        let surroundings = self.options.surroundings
        let request = OperationRequest(
            endpoint: self.endpoint, operation: operation, apiVersion: self.options.apiVersion, body: body,
            repeatability: repeatability
                ?? Repeatability(requestID: surroundings.newID(), firstSent: surroundings.now()),
            clientRequestID: surroundings.newID())
        let exchange = Exchange(
            request: request, authorization: self.authorization, transport: self.transport, options: self.options)
        return try await exchange.run(on: self.options.clock)
    }
}

extension CallAutomationClient: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The endpoint and nothing of the credential.
    public var description: String { "CallAutomationClient(\(self.endpoint.url))" }
    /// As redacted as ``description``.
    public var debugDescription: String { self.description }
    /// Nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
