package import CallAutomationModel
package import CallRouting

/// Made-up calls for tests of stores. All of them arrive around `start` and ring for 30 s.
package enum SampleCalls {
    package static let start = Timestamp(milliseconds: 1_760_000_000_000)
    package static let target = CommunicationIdentifier(rawID: "4:+14255550123")

    /// A ringing call over SIP with one pending event. `after` is its arrival, counted from `start`.
    package static func ringing(
        _ number: UInt64, after: Duration = .zero, origin: CallRecord.Origin = .sip, namedContext: String? = nil
    ) -> CallRecord {
        let createdAt = Self.start + after
        return CallRecord(
            id: CallID(high: 0x0123_4567_89ab_4def, low: 0x8000_0000_0000_0000 | number), origin: origin,
            resource: "contoso", peer: origin == .sip ? "trunk" : nil,
            from: CommunicationIdentifier(rawID: "4:+14255550100"),
            to: CommunicationIdentifier(rawID: "8:acs:contoso_\(number)"), callerDisplayName: "Zoë „\(number)“\u{0}!",
            customContext: CustomCallingContext(
                sipHeaders: ["userToUser": "61;encoding=hex"], voipHeaders: ["k": "\"v\""]),
            serverCallID: "server-\(number)", createdAt: createdAt, deadline: createdAt + .seconds(30),
            incomingCallContext: "context-\(number)", namedContext: namedContext,
            recipe: origin == .sip ? [0, 1, 2, 255] : nil,
            timeline: [TimelineEntry(at: createdAt, name: .invite)],
            events: [EventRecord(id: "event-\(number)", subscription: "orders")])
    }

    package static func redirect(
        by decider: Decision.Decider = .accessKey, contact: String? = "sip:+14255550123@192.0.2.7", after: Duration
    ) -> Decision {
        Decision(
            .redirect(target: Self.target, contact: contact), by: decider, at: Self.start + after,
            handingOn: Self.onward)
    }

    /// What the redirects of these calls hand on.
    package static var onward: OnwardContext {
        let json = #"{"sipHeaders":{"x-tag":"„1“ \\ \"2\"","User-To-User":"61"},"voipHeaders":{"k":"\u0000"}}"#
        guard let value = try? JSONValue(parsing: Array(json.utf8)) else { return OnwardContext() }
        return (try? OnwardContext(json: value)) ?? OnwardContext()
    }

    /// A repeatability record about `call`, first sent at `start`.
    package static func repeatability(_ requestID: String, of call: CallRecord) -> RepeatabilityRecord {
        RepeatabilityRecord(
            key: RepeatabilityRecord.Key(scope: call.resource, requestID: requestID),
            fingerprint: Array(repeating: 7, count: 32), firstSent: Self.start.milliseconds / 1000, callID: call.id)
    }
}

extension CallRecord {
    /// The call at its next hop, with `events` pending events.
    package func rangOn(after: Duration, events: Int = 1) -> CallRecord {
        var call = self
        let number = self.hopNumber + 1
        let user = CommunicationIdentifier(rawID: "8:acs:contoso_user\(number)")
        let moment = SampleCalls.start + after
        let isByPolicy = number % 2 == 0
        call.ringOn(
            Decision(
                .redirect(target: user, contact: nil), by: isByPolicy ? .policy : .accessKey, at: moment,
                handingOn: isByPolicy ? OnwardContext() : SampleCalls.onward),
            at: CallHop(
                to: user, deadline: self.deadline(ofHopFrom: moment), incomingCallContext: "context of hop \(number)"),
            events: (0..<events).map { EventRecord(id: "hop-\(number)-\($0)", subscription: "orders", hop: number) })
        call.timeline.append(TimelineEntry(at: moment, name: .redirect, detail: "to \(user), rings on"))
        return call
    }

    /// The call once `decision` stands and its final response was handed over.
    package func ended(_ decision: Decision) -> CallRecord {
        var call = self
        let disposition = decision.disposition
        var contact: String?
        if case .redirect(let uri, _) = disposition { contact = "<\(uri)>" }
        call.state = decision.state
        call.decision = decision
        call.final = FinalResponse(status: disposition.status, contact: contact, at: decision.at)
        call.timeline.append(TimelineEntry(at: decision.at, name: .final, detail: "\(disposition.status)"))
        return call
    }

    /// The call with its caller's ACK, and its event delivered at the second attempt.
    package func acknowledgedAndDelivered() -> CallRecord {
        var call = self
        call.final?.acknowledged = true
        call.timeline.append(TimelineEntry(at: self.createdAt + .seconds(2), name: .ack, detail: "in time, really"))
        for index in call.events.indices {
            call.events[index].state = .delivered
            call.events[index].attempts = [
                EventRecord.Attempt(
                    at: self.createdAt, status: nil, duration: .milliseconds(30_000), error: "No answer came."),
                EventRecord.Attempt(
                    at: self.createdAt + .seconds(1), status: 200, duration: .microseconds(12_345), error: nil),
            ]
        }
        return call
    }
}
