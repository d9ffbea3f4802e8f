public import SIPMessage

/// What a response is matched to its client transaction by (RFC 3261 §17.1.3): the branch that the client put into its
/// Via, and the method of CSeq, since a CANCEL has the branch of the INVITE it cancels.
public struct ClientTransactionKey: Sendable, Hashable {
    /// The branch of the top Via.
    public let branch: [UInt8]
    /// The method of the request.
    public let method: SIPMethod

    /// The key of a request of one's own; nil when its Via has no branch.
    public init?(_ request: SIPRequest) {
        guard let branch = request.topVia.branchBytes else { return nil }
        self.branch = Array(branch)
        self.method = request.method
    }

    /// The key of the transaction that a response belongs to; nil when it lacks the fields to tell.
    public init?(_ response: SIPResponse) {
        guard let branch = response.topVia?.branchBytes, let cSeq = response.cSeq else { return nil }
        self.branch = Array(branch)
        self.method = cSeq.method
    }
}
