/// Rows 7 and 8 of the answer table: the body and the context.
extension CommunicationError {
    /// 415: the body is not declared as JSON.
    public static var unsupportedMediaType: Self {
        Self(
            status: 415, code: "8523", message: "The request body must be JSON: Content-Type: application/json.",
            target: "Content-Type")
    }

    /// 400 `8523`: the body as a whole is wrong.
    public static func invalidBody(_ message: String) -> Self {
        Self(status: 400, code: "8523", message: message)
    }

    /// 400 `8523`: a member is wrong; `target` is its path.
    public static func invalidArgument(target: String, _ message: String) -> Self {
        Self(status: 400, code: "8523", message: message, target: target)
    }

    /// 400 `8523`: a member is wrong, told in general words.
    public static func invalidArgument(target: String) -> Self {
        .invalidArgument(target: target, "“\(target)” is not valid.")
    }

    /// 400 `8523`: a member is missing, null or empty.
    public static func missingArgument(target: String) -> Self {
        .invalidArgument(target: target, "“\(target)” is missing or empty.")
    }

    /// 400 `8523`: a context that was not sealed here, was cut or changed, or is past its expiry. One answer for all, so
    /// that nobody can probe.
    public static var contextInvalid: Self {
        .invalidArgument(
            target: "incomingCallContext",
            "The incoming call context is invalid: it is not of this service, was changed on the way, or has expired.")
    }
}
