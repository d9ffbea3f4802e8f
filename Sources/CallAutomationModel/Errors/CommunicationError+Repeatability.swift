/// Rows 5 and 6 of the answer table: requests that can be repeated (repeatability.md §§2, 6).
extension CommunicationError {
    /// 400: one of the two headers came without the other; `header` is the missing one.
    public static func repeatabilityHeaderMissing(_ header: String) -> Self {
        Self(
            status: 400, code: "8523",
            message: "Repeatability-Request-ID and Repeatability-First-Sent belong together; \(header) is missing.",
            target: header, rejectsRepeatability: true)
    }

    /// 400: `Repeatability-Request-ID` stands twice or is no UUID.
    public static var repeatabilityIDInvalid: Self {
        Self(
            status: 400, code: "8523", message: "Repeatability-Request-ID must be one UUID of 36 characters.",
            target: "Repeatability-Request-ID", rejectsRepeatability: true)
    }

    /// 400: `Repeatability-First-Sent` stands twice or is no IMF-fixdate.
    public static var repeatabilityDateInvalid: Self {
        Self(
            status: 400, code: "8523",
            message: "Repeatability-First-Sent must be one date such as Thu, 12 Mar 2026 08:00:00 GMT.",
            target: "Repeatability-First-Sent", rejectsRepeatability: true)
    }

    /// 400: `Repeatability-First-Sent` lies further ahead than clocks may differ.
    public static func repeatabilityDateAhead(skewSeconds: Int) -> Self {
        Self(
            status: 400, code: "8523",
            message: "Repeatability-First-Sent is more than \(skewSeconds) seconds in the future. Check the clock.",
            target: "Repeatability-First-Sent", rejectsRepeatability: true)
    }

    /// 412: `Repeatability-First-Sent` is older than requests are remembered.
    public static func repeatabilityDateTooOld(windowSeconds: Int) -> Self {
        Self(
            status: 412, code: "PreconditionFailed",
            message: "Repeatability-First-Sent is more than \(windowSeconds) seconds ago, longer than requests are"
                + " remembered. Nothing was done.",
            target: "Repeatability-First-Sent", rejectsRepeatability: true)
    }

    /// 400: the id is known from a different request.
    public static var repeatabilityMismatch: Self {
        Self(
            status: 400, code: "8523",
            message: "This Repeatability-Request-ID was used for a different request. Use a new one for each request.",
            target: "Repeatability-Request-ID", rejectsRepeatability: true)
    }

    /// 409 `8519` with `Retry-After: 1`: the same request is still being carried out.
    public static var requestStillRunning: Self {
        Self(
            status: 409, code: "8519", message: "The same request is still being carried out. Ask again in a second.",
            retryAfterSeconds: 1)
    }
}
