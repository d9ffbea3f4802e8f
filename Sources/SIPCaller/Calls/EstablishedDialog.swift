package import SIPMessage

/// The caller's side of the dialog that a 2xx makes (RFC 3261 §12.1.2, §12.2.1.1): just long enough to acknowledge it
/// and to hang up.
package struct EstablishedDialog: Sendable, Hashable {
    /// The ACK, in a transaction of its own (§13.2.2.4). It answers every retransmission of the 2xx.
    package let acknowledgement: SIPRequest
    /// The BYE.
    package let bye: SIPRequest
    /// Where both go: the first route, else the Contact of the answer.
    package let nextHop: SIPURI

    /// Nil when no request can be made of what the response says.
    ///
    /// - Parameter mark: a token that makes the two branches unlike all others.
    package init?(invite: SIPRequest, response: SIPResponse, mark: String) {
        guard let to = response.to else { return nil }
        let contacts = (try? response.headers.nameAddresses(.contact)) ?? []
        let target = contacts.first?.uri ?? invite.requestURI
        let routes = Array(((try? response.headers.nameAddresses(.recordRoute)) ?? []).reversed())
        let path = Path(target: target, routes: routes)
        let request = { (method: SIPMethod, number: UInt32, letter: String) -> SIPRequest? in
            let via = try? Via(
                transport: invite.topVia.transport, host: invite.topVia.host, port: invite.topVia.port,
                branch: "z9hG4bK\(mark)\(letter)", asksForRport: true)
            guard let via else { return nil }
            var headers = SIPHeaders()
            headers.append(.via, via.headerValue)
            headers.copy(.maxForwards, from: invite.headers)
            for route in path.routes { headers.append(.route, route) }
            headers.copy(.from, from: invite.headers)
            headers.append(.to, to.headerValue)
            headers.copy(.callID, from: invite.headers)
            headers.append(.cSeq, CSeq(number: number, method: method).headerValue)
            return try? SIPRequest(method: method, requestURI: path.requestURI, headers: headers)
        }
        guard let acknowledgement = request(.ack, invite.cSeq.number, "a"),
            let bye = request(.bye, invite.cSeq.number + 1, "b")
        else { return nil }
        self.acknowledgement = acknowledgement
        self.bye = bye
        self.nextHop = path.nextHop
    }

    /// Request-URI and Route of requests in the dialog: with a loose router in front the target is the Request-URI, with
    /// a strict one (RFC 2543) the router is, and the target comes last.
    private struct Path {
        let requestURI: SIPURI
        let routes: [SIPHeaderValue]
        let nextHop: SIPURI

        init(target: SIPURI, routes: [NameAddress]) {
            self.nextHop = routes.first?.uri ?? target
            if let first = routes.first, !first.uri.parameters.contains("lr") {
                self.requestURI = first.uri
                let last = try? NameAddress(uri: target).headerValue
                self.routes = routes.dropFirst().map(\.headerValue) + (last.map { [$0] } ?? [])
            } else {
                self.requestURI = target
                self.routes = routes.map(\.headerValue)
            }
        }
    }
}
