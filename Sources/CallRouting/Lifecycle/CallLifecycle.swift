/// The life of one incoming call, and its one slot for a final response (D1–D4 of the exactly-once contract).
///
///     storing --stored--> ringing --decide--> reserved --committed--> ended
///        |                  |  ^                 | refused, or committed and it rings on (the next hop)
///        |                  |  '-----------------'
///        '---cancel---------+---cancel, deadline, shutdown--> concluding --recorded or 200 ms--> ended
///
/// It does no I/O and reads no clock: each input returns the actions that the call's owner performs, in order.
/// Whether the call still rings and what was decided is checked in the same step that reserves the slot.
///
/// A call that is redirected to a target of its own resource rings on there: the hop is decided, the slot is free again.
package struct CallLifecycle: Sendable, Hashable {
    /// An HTTP request that waits for the outcome of its decision.
    package typealias RequestID = UInt64

    package enum Timer: Sendable, Hashable, CaseIterable {
        /// After this the `100 Trying` leaves even if the row is not on disk yet (D2).
        case trying
        /// After this a 487, 480 or 503 leaves even if its record is not on disk (D4).
        case disk
        /// After this a request is told that the outcome of its commit is not known yet (D6).
        case answer

        /// How long the timer runs.
        package var duration: Duration {
            switch self {
            case .trying: .milliseconds(150)
            case .disk: .milliseconds(200)
            case .answer: .seconds(5)
            }
        }
    }

    /// What an HTTP request that wanted to decide is told.
    package enum Answer: Sendable, Hashable {
        /// The decision stands and is on disk: 204.
        case accepted
        /// A request decided otherwise before: 409 `8519`.
        case conflict
        /// The call does not ring any more, and no request decided it: 404 `8522`.
        case notRinging
        /// The store refused, or its answer is not known: 503 `9999` with `Retry-After`.
        case unavailable
    }

    package enum Action: Sendable, Hashable {
        /// Commit the call's row and its events.
        case storeCall
        /// Tell the caller's side `100 Trying`.
        case sendTrying
        /// Deliver the `IncomingCall` events of the hop that rings.
        case publishEvents
        /// Commit the decision, and with it the request's repeatability record.
        case commit(Decision)
        /// Commit the decision about this hop, and with it the next hop and the request's repeatability record.
        case commitHop(Decision)
        /// The next hop is on disk: the call rings there.
        case ringOn(Decision)
        /// Queue the record of an outcome that no request decided.
        case record(Decision)
        /// Write the record of a call that the policy answered at once (D14).
        case log(Decision)
        /// Hand the first transmission of the final response to the transport.
        case respond(Decision)
        /// Hand a 503 to the transport: the call could not be stored. There is no row.
        case refuse
        /// Answer the HTTP request.
        case answer(RequestID, Answer)
        /// Keep the HTTP request until the reservation is over, then let it decide again.
        case park(RequestID)
        /// Let every parked request decide again.
        case unpark
        case schedule(Timer)
        case cancel(Timer)
    }

    /// What came while the slot was reserved. A failed commit lets the strongest of them have the slot.
    package struct Notes: Sendable, Hashable {
        package var cancel: Decision?
        package var deadline: Decision?
        package var shutdown: Decision?

        var strongest: Decision? { self.cancel ?? self.deadline ?? self.shutdown }
    }

    /// What a decision leads to once it is committed.
    package enum Consequence: Sendable, Hashable {
        /// The call gets its final response.
        case ends
        /// The call rings on at the target.
        case ringsOn
    }

    /// Who waits for the commit of a decision.
    package enum Claimant: Sendable, Hashable {
        case request(RequestID)
        /// Nobody decided in time, and the policy lets the call ring on.
        case policy
        /// It takes so long that whoever waited was told that the outcome is not known (D6).
        case nobody
    }

    package enum State: Sendable, Hashable {
        case storing(tryingSent: Bool)
        case ringing
        /// A decision is being committed.
        case reserved(Decision, Consequence, Claimant, Notes)
        /// The slot is taken by an outcome that no request decided; its response waits for the disk, but not long.
        case concluding(Decision)
        /// The final response was handed over; nil when the call could not be stored.
        case ended(Decision?)
    }

    package internal(set) var state: State = .storing(tryingSent: false)
    /// What was decided about each hop that the call has left, in order. The hop that rings, or rang last, comes after them.
    package internal(set) var decidedHops: [Decision] = []

    /// A call that has just arrived. Begin with `arrived()`.
    package init() {}

    /// A call as its row tells it: ringing, or decided.
    package init(recovered record: CallRecord) {
        self.state = record.decision.map { .ended($0) } ?? .ringing
        self.decidedHops = record.earlierHops.map(\.decision)
    }

    /// A call that a restarted server found ringing in its store.
    package init(recoveredRinging: Void, decidedHops: [Decision] = []) {
        self.state = .ringing
        self.decidedHops = decidedHops
    }

    /// A call that a restarted server found decided in its store.
    package init(recoveredEnded decision: Decision, decidedHops: [Decision] = []) {
        self.state = .ended(decision)
        self.decidedHops = decidedHops
    }

    /// What was decided, once it stands; nil while the call rings or a decision is only reserved.
    package var decision: Decision? {
        switch self.state {
        case .ended(let decision): decision
        case .concluding(let decision): decision
        case .storing, .ringing, .reserved: nil
        }
    }

    /// Whether a request could reserve the slot right now.
    package var isRinging: Bool { self.state == .ringing }

    /// Whether the commit of a decision takes so long that its request was told that the outcome is not known (D6).
    package var isOutcomeUnknown: Bool {
        if case .reserved(_, _, .nobody, _) = self.state { return true }
        return false
    }

    /// Whether the final response was handed over.
    package var isEnded: Bool {
        if case .ended = self.state { return true }
        return false
    }
}
