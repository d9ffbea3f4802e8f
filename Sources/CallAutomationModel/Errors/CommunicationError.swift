/// An error answer of the call automation plane: the `CommunicationErrorResponse` of the contract with the HTTP status it
/// comes with (errors.md §1).
///
/// ```json
/// {"error": {"code": "8523", "message": "…", "target": "target.phoneNumber.value"}}
/// ```
///
/// The answer table of the service is in the factories beside this file, one file per part of the table. Messages are for
/// the developer of the application: they say what to change and never hold a secret or an expected value.
public struct CommunicationError: Error, Hashable, Sendable {
    /// The HTTP status.
    public var status: Int
    /// `error.code` and `x-ms-error-code`: always a string, though most are numbers.
    public var code: String
    /// For people.
    public var message: String
    /// The path of the member or the name of the header or parameter that is wrong.
    public var target: String?
    /// Seconds for `Retry-After`. Only where a replay is wanted: SDKs replay any status that carries it.
    public var retryAfterSeconds: Int?
    /// What `Allow` says on a 405.
    public var allowedMethods: [String]?
    /// Whether the repeatability headers are why it failed, which `Repeatability-Result: rejected` tells.
    public var rejectsRepeatability: Bool
    /// Why a bearer token was refused, for `WWW-Authenticate` (RFC 6750 §3); in ASCII, without quotation marks.
    public var tokenError: String?

    /// An error; prefer the factories.
    public init(
        status: Int, code: String, message: String, target: String? = nil, retryAfterSeconds: Int? = nil,
        allowedMethods: [String]? = nil, rejectsRepeatability: Bool = false, tokenError: String? = nil
    ) {
        self.status = status
        self.code = code
        self.message = message
        self.target = target
        self.retryAfterSeconds = retryAfterSeconds
        self.allowedMethods = allowedMethods
        self.rejectsRepeatability = rejectsRepeatability
        self.tokenError = tokenError
    }
}

extension CommunicationError: CustomStringConvertible {
    /// Status, code and message on one line.
    public var description: String { "\(self.status) \(self.code): \(self.message)" }
}
