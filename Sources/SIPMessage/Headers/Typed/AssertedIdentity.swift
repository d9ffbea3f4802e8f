/// Who calls, as a network that one trusts says it: P-Asserted-Identity (RFC 3325 §9.1).
///
/// One `sip:` or `sips:` address and one `tel:` address at most. More of a kind, other schemes and what is no address are
/// passed over, as RFC 5876 §4.5 wants it, so that a strange value does not take the good one with it.
public struct AssertedIdentity: Hashable, Sendable {
    /// The first value with a `sip:` or `sips:` URI.
    public let sip: NameAddress?
    /// The first value with a `tel:` URI.
    public let tel: NameAddress?
}

extension SIPHeaders {
    /// The asserted identity; nil when nothing in P-Asserted-Identity can be used. Whether it may be believed depends on
    /// who sent it.
    public var assertedIdentity: AssertedIdentity? {
        var sip: NameAddress?
        var tel: NameAddress?
        for value in self.values(.pAssertedIdentity) {
            guard let address = try? NameAddress(parsing: value) else { continue }
            switch address.uri.scheme {
            case .sip, .sips: sip = sip ?? address
            case .tel: tel = tel ?? address
            case .other: continue
            }
        }
        return sip == nil && tel == nil ? nil : AssertedIdentity(sip: sip, tel: tel)
    }

    /// The number or user that the call was dialled to before the network translated it (RFC 7315 §4.2). Nil when the
    /// field is missing or is no address.
    public var calledParty: NameAddress? {
        self.values(.pCalledPartyID).first.flatMap { try? NameAddress(parsing: $0) }
    }
}
