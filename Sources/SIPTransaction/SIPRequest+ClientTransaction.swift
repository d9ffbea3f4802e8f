public import SIPMessage

/// The requests that an INVITE client transaction makes of its INVITE. Both go where the INVITE went, hop by hop: they
/// have its top Via and its Route.
extension SIPRequest {
    /// The ACK for a final response of 300 to 699 (RFC 3261 §17.1.1.3). A 2xx is acknowledged by the transaction user,
    /// in a transaction of its own (§13.2.2.4).
    ///
    /// Nil when the response lacks a To field, as none that was parsed does.
    public func acknowledgement(of response: SIPResponse) -> SIPRequest? {
        guard let to = response.to else { return nil }
        return self.sameHop(.ack) { $0.append(.to, to.headerValue) }
    }

    /// The CANCEL (RFC 3261 §9.1). It may be sent once a provisional response has come, and not after a final one.
    ///
    /// Nil for a request that cannot be repeated in this form, which no INVITE is.
    public func cancellation() -> SIPRequest? {
        self.sameHop(.cancel) { $0.append(.to, self.to.headerValue) }
    }

    private func sameHop(_ method: SIPMethod, to appendTo: (inout SIPHeaders) -> Void) -> SIPRequest? {
        var headers = SIPHeaders()
        headers.append(.via, self.topVia.headerValue)
        headers.copy(.maxForwards, from: self.headers)
        headers.copy(.route, from: self.headers)
        headers.copy(.from, from: self.headers)
        appendTo(&headers)
        headers.copy(.callID, from: self.headers)
        headers.append(.cSeq, CSeq(number: self.cSeq.number, method: method).headerValue)
        return try? SIPRequest(method: method, requestURI: self.requestURI, headers: headers)
    }
}
