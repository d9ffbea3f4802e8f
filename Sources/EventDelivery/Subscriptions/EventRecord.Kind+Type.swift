package import CallRouting

extension EventRecord.Kind {
    /// The `eventType` of Event Grid and the `type` of CloudEvents.
    package var eventType: String {
        switch self {
        case .incomingCall: "Microsoft.Communication.IncomingCall"
        case .callRedirected: "Divert.CallRedirected"
        case .callRejected: "Divert.CallRejected"
        case .callCancelled: "Divert.CallCancelled"
        case .callExpired: "Divert.CallExpired"
        case .callFailed: "Divert.CallFailed"
        }
    }

    /// The kind of this type, in any case; nil for one that we do not send.
    package init?(eventType: String) {
        let wanted = eventType.lowercased()
        guard let kind = Self.allCases.first(where: { $0.eventType.lowercased() == wanted }) else { return nil }
        self = kind
    }

    /// What tells of a call that came to this end; nil while it rings.
    package init?(ending state: CallState) {
        switch state {
        case .ringing: return nil
        case .redirected: self = .callRedirected
        case .rejected: self = .callRejected
        case .cancelled: self = .callCancelled
        case .expired: self = .callExpired
        case .failed: self = .callFailed
        }
    }
}
