/// Why a client could not be made, or a request was not carried out.
///
/// `description` says what happened and what to do next, and holds no key, token or context.
public struct CallAutomationError: Error, Hashable, Sendable {
    /// What kind of failure it is. More may come.
    public enum Reason: String, Hashable, Sendable {
        /// The connection string lacks a part.
        case invalidConnectionString
        /// The endpoint is no address of a service.
        case invalidEndpoint
        /// The access key or the token cannot be used.
        case invalidCredential
        /// An option is out of its range, or the file of trusted certificates cannot be read.
        case invalidOption
        /// No connection to the service, or one that broke before an answer came. After a connection that broke the
        /// request may have been carried out.
        case notReached
        /// The service was reached or not, but did not answer in time. The request may have been carried out.
        case timedOut
        /// The service answered that it does not do this: see ``CallAutomationError/status`` and
        /// ``CallAutomationError/code``.
        case refused
        /// Something answered, but not as the service does: another program, a proxy, a page to log in.
        case unusableAnswer
    }

    /// What kind of failure it is.
    public let reason: Reason
    /// For people.
    public let message: String
    /// The HTTP status, when there was an answer.
    public let status: Int?
    /// The code of the service, such as `8522`; nil when the answer had none.
    public let code: String?
    /// What in the request is wrong, such as `target.phoneNumber.value`, when the service told.
    public let target: String?
    /// `x-ms-request-id`: the request in the log of the service.
    public let requestID: String?
    /// How often the request was sent; 0 when it was not sent at all.
    public internal(set) var attempts: Int

    /// How often the request was sent again after the first time.
    public var retryCount: Int { max(0, self.attempts - 1) }

    init(
        _ reason: Reason, _ message: String, status: Int? = nil, code: String? = nil, target: String? = nil,
        requestID: String? = nil, attempts: Int = 0
    ) {
        self.reason = reason
        self.message = message
        self.status = status
        self.code = code
        self.target = target
        self.requestID = requestID
        self.attempts = attempts
    }
}
