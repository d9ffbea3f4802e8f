package import CallAutomationModel
package import CallRouting

/// An authenticated, well-formed request that wants to decide a call.
package struct DecisionRequest: Sendable, Hashable {
    package enum Wish: Sendable, Hashable {
        case redirect(CommunicationIdentifier, handingOn: OnwardContext = OnwardContext())
        case reject(CallRejectReason)
    }

    package let call: CallID
    /// The hop that the request's context is for; nil when it names the call alone and means the hop that rings.
    package let hop: Int?
    /// Whose credential the request carries.
    package let principal: Principal
    package let wish: Wish
    /// The record that a 204 leaves behind; nil when the request did not ask for repeatability.
    package let repeatability: RepeatabilityRecord?

    package init(
        call: CallID, hop: Int? = nil, principal: Principal, wish: Wish,
        repeatability: RepeatabilityRecord?
    ) {
        self.call = call
        self.hop = hop
        self.principal = principal
        self.wish = wish
        self.repeatability = repeatability
    }
}

/// What a decision request is told: rows 6 and 9–12 of the answer table.
package enum DecisionOutcome: Sendable, Hashable {
    /// The decision stands and is on disk, now or since an earlier equal request.
    case accepted(CallID)
    /// 403 `7507`: the call belongs to another resource.
    case otherResource
    /// 403 `7504`: the call rings at another user than the one whose token the request carries.
    case otherUsersCall
    /// 409 `8519`: a request decided otherwise before.
    case conflict
    /// 409 `8519` with `Retry-After`: the same call is being decided right now, for longer than one waits.
    case running
    /// 404 `8522`: the call is over, or unknown.
    case notRinging
    /// 403 `7602`: a policy forbids the target, or its host is not one that calls may be sent to.
    case targetNotAllowed
    /// 403 `7602`: the target is a user of another resource.
    case targetOfOtherResource
    /// 400 `8521`: the call was sent on as often as it may be.
    case tooManyHops
    /// 400 `8523`, target `target`: no SIP destination; the text says what was tried.
    case targetUnresolvable(String)
    /// 400 `8523`: the target is the party that the call rings at.
    case targetIsCallee
    /// 400, rejected: the repeatability id was used for a different request.
    case repeatabilityMismatch
    /// 429 `8516` with `Retry-After`: whoever asks has as many repeatable requests in their window as one may have.
    case throttled
    /// 503 `9999` with `Retry-After`: the store does not take it, or does not say.
    case unavailable
}
