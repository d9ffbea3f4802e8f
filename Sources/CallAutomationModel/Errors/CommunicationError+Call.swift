/// Rows 10 to 12 of the answer table: the call, the target, and ourselves.
extension CommunicationError {
    /// 404 `8522`: the call does not ring any more, or was never here.
    public static var callNotFound: Self {
        Self(
            status: 404, code: "8522",
            message:
                "Call not found: it does not ring any more. The caller may have hung up, or nobody decided in time.")
    }

    /// 409 `8519`: the call was decided otherwise before.
    public static func conflict(
        _ message: String = "The call has been decided otherwise by an earlier request.", retryAfterSeconds: Int? = nil
    ) -> Self {
        Self(status: 409, code: "8519", message: message, retryAfterSeconds: retryAfterSeconds)
    }

    /// 403 `7602`: policy forbids this target.
    public static var targetNotAllowed: Self {
        Self(status: 403, code: "7602", message: "Calls may not be redirected to this target.", target: "target")
    }

    /// 403 `7602`: a communication user of another resource.
    public static var targetOfOtherResource: Self {
        Self(
            status: 403, code: "7602",
            message: "The target is a user of another resource; calls stay within one resource.", target: "target")
    }

    /// 400 `8521`: the call was redirected too often.
    public static var tooManyHops: Self {
        Self(status: 400, code: "8521", message: "Too many hops: the call was redirected too often.")
    }

    /// 400 `8523`: the target is the callee itself.
    public static var targetIsCallee: Self {
        .invalidArgument(target: "target", "The target is the callee itself: the call rings there already.")
    }

    /// 400 `8523`: nothing says how to reach the target over SIP.
    public static var targetUnresolvable: Self {
        .invalidArgument(
            target: "target", "The target has no SIP destination: no registered contact and no matching route.")
    }

    /// 429 `8516`: too many requests.
    public static func throttled(retryAfterSeconds: Int) -> Self {
        Self(
            status: 429, code: "8516", message: "Too many requests. Ask again later.",
            retryAfterSeconds: retryAfterSeconds)
    }

    /// 503 `9999` with `Retry-After: 1`: the store or the service cannot answer now; nothing was decided.
    public static var unavailable: Self {
        Self(
            status: 503, code: "9999",
            message: "The service cannot carry this out at the moment. Ask again in a second.",
            retryAfterSeconds: 1)
    }

    /// 500 `9999`: a failure of our own.
    public static var internalFailure: Self {
        Self(status: 500, code: "9999", message: "The service failed to carry this out. Its log says why.")
    }
}
