package import CallAutomationModel

// A call rings at one hop after the other. Times and numbers that follow from its hops.
extension CallRecord {
    /// How long a call may ring in all, over all of its hops and from its arrival on; longer only where a single hop may.
    /// Callers give up after some three minutes (Timer C of RFC 3261 §16.6), and a target wants to be rung, too.
    package static let ringingLimit: Duration = .seconds(120)

    /// How long a context opens after its hop's deadline, and how much longer the row lives (D10).
    package static let contextGrace: Duration = .seconds(600)

    /// The number of the current hop: 0 is where the caller called.
    package var hopNumber: Int { self.earlierHops.count }

    /// When the current hop ends by policy if nobody decides.
    package var deadline: Timestamp { self.hop.deadline }

    /// The sealed context of the current hop.
    package var incomingCallContext: String { self.hop.incomingCallContext }

    /// When the call came to the current hop.
    package var hopBeganAt: Timestamp { self.earlierHops.last?.decision.at ?? self.createdAt }

    /// How long each hop may ring: the time that the first one had.
    package var ringTimeout: Duration { (self.earlierHops.first?.deadline ?? self.deadline) - self.createdAt }

    /// When a hop that begins at `moment` ends by policy.
    package func deadline(ofHopFrom moment: Timestamp) -> Timestamp {
        min(moment + self.ringTimeout, self.createdAt + max(Self.ringingLimit, self.ringTimeout))
    }

    /// When the call's last context stops to open.
    package var contextExpiresAt: Timestamp {
        self.earlierHops.reduce(self.deadline) { max($0, $1.deadline) } + Self.contextGrace
    }

    /// When the row may be deleted: it outlives its contexts, so that an authentic context never finds an empty place
    /// where a call was decided.
    package var purgeAt: Timestamp { self.contextExpiresAt + Self.contextGrace }

    /// Whom the call rings, or rang, at on its hop `number`; nil when it has no such hop.
    package func callee(atHop number: Int) -> CommunicationIdentifier? {
        if number == self.hopNumber { return self.hop.to }
        return self.earlierHops.indices.contains(number) ? self.earlierHops[number].to : nil
    }

    /// What the current hop's application is told: what came with the call, and what the redirect to this hop handed on.
    package var customContextOfHop: CustomCallingContext {
        self.customContext.handingOn(self.earlierHops.last?.decision.onward ?? OnwardContext())
    }

    /// The events of the current hop.
    package var currentEvents: [EventRecord] { self.events.filter { $0.hop == self.hopNumber } }

    /// The call leaves its hop by `decision` and rings on at `next`, which is told by `events`.
    package mutating func ringOn(_ decision: Decision, at next: CallHop, events: [EventRecord]) {
        self.earlierHops.append(DecidedHop(to: self.hop.to, deadline: self.deadline, decision: decision))
        self.hop = next
        self.events += events
    }
}
