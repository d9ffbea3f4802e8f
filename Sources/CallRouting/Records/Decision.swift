package import CallAutomationModel

/// What was decided about a call, by whom and when.
package struct Decision: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// Send the caller to `target`; `contact` is the SIP URI that the target was resolved to, nil for a simulated
        /// call whose target has no SIP destination.
        case redirect(target: CommunicationIdentifier, contact: String?)
        /// Refuse the call: busy 486, forbidden 403, none 603.
        case reject(CallRejectReason)
        /// The caller hung up: 487.
        case cancel
        /// Nobody decided before the deadline: 480.
        case timeout
        /// The server stops: 503 with `Retry-After`.
        case shutdown
        /// The application could not be told, so the policy refuses the call: 503, on which carriers try elsewhere.
        case undelivered
        /// Nobody decided before the deadline, and the policy's target cannot be had: 480.
        case unresolvable
    }

    /// Whose decision it was, as `decision.by` of the call's JSON.
    package enum Decider: String, Sendable, Hashable {
        case accessKey, entra, user, console, policy, caller
        /// The answer to an event held the decision.
        case webhook
    }

    package let kind: Kind
    package let by: Decider
    package let at: Timestamp
    /// What a redirect hands on with the call.
    package let onward: OnwardContext

    package init(_ kind: Kind, by: Decider, at: Timestamp, handingOn onward: OnwardContext = OnwardContext()) {
        self.kind = kind
        self.by = by
        self.at = at
        self.onward = onward
    }

    /// Whether an HTTP request took this decision. Decisions by policy, deadline, caller or shutdown never count as
    /// “the same” decision that a later request repeats (answer table, row 10).
    package var isByRequest: Bool {
        switch self.by {
        case .accessKey, .entra, .user, .console, .webhook: true
        case .policy, .caller: false
        }
    }

    /// Whether `other` asks for what was decided here: the same operation, an equal target or reason, and the
    /// same handed on.
    package func isSame(as other: Decision) -> Bool {
        switch (self.kind, other.kind) {
        case (.redirect(let mine, _), .redirect(let theirs, _)): mine == theirs && self.onward == other.onward
        case (.reject(let mine), .reject(let theirs)): mine == theirs
        case (.cancel, .cancel), (.timeout, .timeout), (.shutdown, .shutdown), (.undelivered, .undelivered),
            (.unresolvable, .unresolvable):
            true
        case (.redirect, _), (.reject, _), (.cancel, _), (.timeout, _), (.shutdown, _), (.undelivered, _),
            (.unresolvable, _):
            false
        }
    }

    /// The state that a call is in once this decision stands.
    package var state: CallState {
        switch self.kind {
        case .redirect: .redirected
        case .reject, .undelivered: .rejected
        case .cancel: .cancelled
        case .timeout: .expired
        case .shutdown, .unresolvable: .failed
        }
    }

    /// `decision.kind` of the call's JSON.
    package var name: String {
        switch self.kind {
        case .redirect: "redirect"
        case .reject, .undelivered, .unresolvable: "reject"
        case .cancel: "cancel"
        case .timeout: "timeout"
        case .shutdown: "shutdown"
        }
    }

    /// `decision.reason` of the call's JSON: why the call was refused.
    package var reason: String? {
        switch self.kind {
        case .reject(let reason): reason.rawValue
        case .undelivered: Self.undelivered
        case .unresolvable: Self.unresolvable
        case .redirect, .cancel, .timeout, .shutdown: nil
        }
    }

    /// The reason of a refusal because the application could not be told.
    package static let undelivered = "undelivered"
    /// The reason of a refusal because the policy's target could not be had.
    package static let unresolvable = "unresolvable"
}
