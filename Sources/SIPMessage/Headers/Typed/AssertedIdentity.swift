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

/// Who calls, as Remote-Party-ID says it.
public struct RemoteParty: Hashable, Sendable {
    /// The caller.
    public let address: NameAddress
    /// The caller wants its name or its address to be hidden.
    public let isPrivate: Bool
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

    /// The calling party of Remote-Party-ID, which networks used before P-Asserted-Identity (draft-ietf-sip-privacy-04
    /// §6.1): the first value that is an address, is of the caller, and was screened or does not say. Nil when there is none.
    public var remoteCallingParty: RemoteParty? {
        for value in self.values(.remotePartyID) {
            guard let address = try? NameAddress(parsing: value) else { continue }
            switch address.uri.scheme {
            case .sip, .sips, .tel: break
            case .other: continue
            }
            let parameters = address.parameters
            guard parameters["party"].map({ $0.lowercased() == "calling" }) ?? true,
                parameters["screen"].map({ $0.lowercased() != "no" }) ?? true
            else { continue }
            let isPrivate = parameters["privacy"].map { $0.lowercased() != "off" } ?? false
            return RemoteParty(address: address, isPrivate: isPrivate)
        }
        return nil
    }

    /// The number or user that the call was dialled to before the network translated it (RFC 7315 §4.2). Nil when the
    /// field is missing or is no address.
    public var calledParty: NameAddress? {
        self.values(.pCalledPartyID).first.flatMap { try? NameAddress(parsing: $0) }
    }
}
