package import SIPMessage

/// How a call ended for the caller.
package enum CallOutcome: Sendable, Hashable {
    /// 300 to 399: the caller shall try elsewhere, and does not.
    case redirected(SIPResponse)
    /// 200 to 299: somebody took the call, and was hung up on at once. Whether the other side agreed to that in time.
    case answered(SIPResponse, isHungUp: Bool)
    /// 487, after the caller's own CANCEL. Whether that was planned when the call began.
    case cancelled(SIPResponse, asPlanned: Bool)
    /// Any other final response.
    case refused(SIPResponse)
    case failed(CallFailure)
}

/// Why a call had no final response.
package enum CallFailure: Sendable, Hashable {
    /// Nothing at all came (timer B).
    case noResponse(within: Duration)
    /// The call was cancelled, and no final response came in time.
    case cancelUnanswered
    /// Nobody takes messages at that address, or they cannot get there: what the system says about it.
    case unreachable(String)
    /// The connection was closed while the call rang.
    case connectionClosed
}
