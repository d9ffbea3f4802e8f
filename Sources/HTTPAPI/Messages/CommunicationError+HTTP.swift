import CallAutomationModel

/// Answers that concern HTTP itself and the Divert plane, beside the answer table.
extension CommunicationError {
    /// 408: the request did not arrive in its time.
    static var requestTimeout: Self {
        Self(status: 408, code: "RequestTimeout", message: "The request did not arrive in time.")
    }

    /// 400: the bytes are no HTTP request.
    static func malformedRequest(_ reason: String) -> Self {
        Self(status: 400, code: "MalformedRequest", message: "This is no valid HTTP request: \(reason)")
    }

    /// 431: the request line or the header fields are beyond the limits (RFC 6585 §5).
    static var headTooLarge: Self {
        Self(
            status: 431, code: "RequestHeaderFieldsTooLarge",
            message: "The request line or the header fields are too long or too many.")
    }

    /// 501: the repeatability headers stand on a request that cannot be repeated safely. Nothing was done.
    static var repeatabilityNotOffered: Self {
        Self(
            status: 501, code: "RepeatabilityNotSupported",
            message: "This operation does not support repeatability headers. Nothing was done.",
            target: RepeatableRequest.idHeader, rejectsRepeatability: true)
    }

    /// 400: `wait` is no number of seconds that one may wait.
    static func waitInvalid(limitSeconds: Int) -> Self {
        .invalidArgument(target: "wait", "“wait” must be a whole number of seconds from 0 to \(limitSeconds).")
    }

    /// 400: only a simulated call has no caller of its own who could hang up.
    static var notSimulated: Self {
        Self(
            status: 400, code: "8523",
            message: "Only simulated calls can be hung up here; the caller of this call hangs up over SIP.")
    }
}
