/// Who may send calls: an entry of `sip.peers`, or one of its networks.
package struct Peer: Sendable {
    package let name: String
    /// The resource of its calls when the called identifier does not decide that.
    package let resource: String?
    /// Whether its P-Asserted-Identity and `maddr` are believed.
    package let isTrusted: Bool
    /// Whether it wants a 180 while its calls ring.
    package let wantsRingback: Bool
    /// The headers of applications that it takes in a Contact.
    package let embeddedHeaders: EmbeddedHeaders
    /// Whether an IP address literal belongs to it.
    package let contains: @Sendable (_ host: String) -> Bool
    /// How its digits become numbers; nil: only those with a plus sign are numbers.
    package var numberPlan: NumberPlan?
    /// Whether its Remote-Party-ID is believed where it asserts nothing. Of a peer that is not trusted nothing is.
    package var believesRemotePartyID = false
    /// Where it says whom the caller called.
    package var calledNumber = CalledNumber.requestURI
    /// Whether callers who ask for privacy are anonymous to applications (ID-3).
    package var hidesPrivateCallers = true
    /// Whether its 302 tells of the diversion (DIV-1). The called number goes to the caller with it.
    package var wantsDiversion = false
    /// What it may have going on at once, all of its networks together.
    package var limits = PeerLimits()
    /// What it is told instead of what the standard mapping says.
    package var answers: [RefusalCause: RefusalAnswer] = [:]

    package init(
        name: String, resource: String?, isTrusted: Bool, wantsRingback: Bool,
        embeddedHeaders: EmbeddedHeaders = EmbeddedHeaders(),
        contains: @escaping @Sendable (String) -> Bool
    ) {
        self.name = name
        self.resource = resource
        self.isTrusted = isTrusted
        self.wantsRingback = wantsRingback
        self.embeddedHeaders = embeddedHeaders
        self.contains = contains
    }
}

/// Where a peer says whom the caller called (ID-5).
package enum CalledNumber: String, Sendable, Hashable {
    case requestURI = "requestUri"
    case to
    /// P-Called-Party-ID (RFC 7315 §4.2), and the Request-URI where it is missing.
    case pCalledPartyID = "pCalledPartyId"
}
