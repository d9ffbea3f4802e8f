package import SIPMessage

/// What an INVITE says that the caller chose: everything but what the socket and chance decide.
package struct Invitation: Sendable, Hashable {
    /// Where the call goes.
    package var target: CallTarget
    /// Who calls, at the caller's own address unless it has one.
    package var from: CallParty
    /// The name that phones show; nil for none.
    package var displayName: String?
    /// Whom To names; nil for the user of the Request-URI.
    package var to: CallParty?

    package init(target: CallTarget, from: CallParty, displayName: String? = nil, to: CallParty? = nil) {
        self.target = target
        self.from = from
        self.displayName = displayName
        self.to = to
    }

    /// The INVITE.
    ///
    /// - Parameters:
    ///   - host, port: the caller's side of the socket.
    ///   - mark: at least 32 random bits as a token; it makes branch, tag and Call-ID (RFC 3261 §19.3).
    /// - Throws: `CallAddressError` or `SIPParseError` for names that cannot be written.
    package func request(at host: String, port: Int, mark: String) throws -> SIPRequest {
        let transport = self.target.transport
        let callee = try self.to?.uri(at: self.target.host)
        let requestURI = callee.map { self.target.naming($0) }?.uri ?? self.target.uri
        var headers = SIPHeaders()
        headers.append(
            .via,
            try Via(transport: transport.token, host: host, port: port, branch: "z9hG4bK\(mark)", asksForRport: true)
                .headerValue)
        try headers.append(.maxForwards, "70")
        let from = try NameAddress(displayName: self.displayName, uri: self.from.uri(at: host), tag: mark)
        headers.append(.from, from.headerValue)
        let to = try NameAddress(uri: callee ?? Self.logical(requestURI))
        headers.append(.to, to.headerValue)
        let authority = host.contains(":") ? "[\(host)]" : host
        try headers.append(.callID, "\(mark)@\(authority)")
        headers.append(.cSeq, CSeq(number: 1, method: .invite).headerValue)
        let contact = try SIPURI(
            user: "caller", host: host, port: port,
            parameters: transport == .tcp ? [SIPParameter("transport", "tcp")] : [])
        headers.append(.contact, try NameAddress(uri: contact).headerValue)
        try headers.append(.allow, "INVITE, ACK, CANCEL, BYE")
        try headers.append(.contentType, "application/sdp")
        return try SIPRequest(
            method: .invite, requestURI: requestURI, headers: headers, body: SessionOffer(host: host).bytes)
    }

    /// The URI as To has it, which is without port and transport (RFC 3261 §19.1.1).
    private static func logical(_ uri: SIPURI) throws(SIPParseError) -> SIPURI {
        let parameters = uri.parameters.filter { $0.name.lowercased() == "user" }
        return try SIPURI(user: uri.user, host: uri.host, parameters: parameters)
    }
}
