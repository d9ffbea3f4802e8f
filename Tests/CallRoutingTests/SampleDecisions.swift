import CallAutomationModel
import CallRouting

/// The decisions that the tests of this target play with.
enum SampleDecisions {
    static let now = Timestamp(milliseconds: 1_760_000_000_000)
    static let targetA = CommunicationIdentifier.phoneNumber("+14255550111")
    static let targetB = CommunicationIdentifier.phoneNumber("+14255550122")

    static let user = CommunicationIdentifier(rawID: "8:acs:home_bob")
    /// A redirect that rings on.
    static let onward = Decision(.redirect(target: user, contact: nil), by: .accessKey, at: now)
    static let policyOnward = Decision(.redirect(target: user, contact: nil), by: .policy, at: now)

    static let redirectA = Self.redirect(targetA)
    static let redirectB = Self.redirect(targetB)
    static let reject = Decision(.reject(.busy), by: .accessKey, at: now)
    static let cancel = Decision(.cancel, by: .caller, at: now)
    static let timeout = Decision(.timeout, by: .policy, at: now)
    static let shutdown = Decision(.shutdown, by: .policy, at: now)
    static let policyRedirectA = Self.redirect(targetA, by: .policy)

    static func redirect(_ target: CommunicationIdentifier, by decider: Decision.Decider = .accessKey) -> Decision {
        Decision(.redirect(target: target, contact: "sip:\(target.rawID.dropFirst(2))@gw"), by: decider, at: Self.now)
    }
}
