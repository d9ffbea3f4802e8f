package import CallAutomationModel
package import SIPMessage

/// How SIP addresses become identifiers: who calls, who is called.
package enum CallerIdentity {
    /// The identifier that a URI names.
    ///
    /// `tel:` and `+`digits are phone numbers, a percent-decoded raw id (`8:acs:…`) is that, an anonymous user is the
    /// phone number `anonymous`; anything else (`201`, `alice`) is unknown, with `sip:201@pbx.example` as its raw id.
    ///
    /// - Parameter plan: what makes numbers of digits without a plus sign.
    package static func identifier(of uri: SIPURI, _ plan: NumberPlan? = nil) -> CommunicationIdentifier {
        if case .tel = uri.scheme {
            if let number = uri.telephoneNumber {
                if E164.isNumber(number) { return .phoneNumber(number) }
                if let planned = plan?.number(number) { return .phoneNumber(planned) }
            }
            return CommunicationIdentifier(rawID: uri.description)
        }
        guard let user = uri.user, !user.isEmpty else {
            return CommunicationIdentifier(rawID: "\(uri.scheme):\(self.hostPort(uri))")
        }
        if user.lowercased() == "anonymous" || uri.host.lowercased() == "anonymous.invalid" { return .anonymous }
        if let number = self.globalNumber(user) ?? plan?.number(user) { return .phoneNumber(number) }
        // Control characters have no place in an identifier; escaped, as they came, they do no harm (SYN-10).
        if user.contains(":"), user.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) {
            let named = CommunicationIdentifier(rawID: user)
            if named.kind != .unknown { return named }
        }
        let rawUser = uri.rawUser.map { String(decoding: $0, as: UTF8.self) } ?? ""
        return CommunicationIdentifier(rawID: "\(uri.scheme):\(rawUser)@\(self.hostPort(uri))")
    }

    /// Who calls: the asserted identity that a trusted peer sent (`tel:` first, then `sip:`), else its Remote-Party-ID where
    /// that is believed, else From (ID-2). Only the believed source is looked at, so a malformed one costs nothing. Who asks for privacy is anonymous to
    /// applications, unless they belong to the peer's domain of trust (ID-3).
    package static func caller(
        _ request: SIPRequest, of peer: Peer
    ) -> (identifier: CommunicationIdentifier, displayName: String) {
        if peer.hidesPrivateCallers, request.headers.privacy.hidesCaller { return (.anonymous, "") }
        if peer.isTrusted, let asserted = request.headers.assertedIdentity, let best = asserted.tel ?? asserted.sip {
            return (self.identifier(of: best.uri, peer.numberPlan), best.displayName ?? request.from.displayName ?? "")
        }
        if peer.isTrusted, peer.believesRemotePartyID, let party = request.headers.remoteCallingParty {
            if peer.hidesPrivateCallers, party.isPrivate { return (.anonymous, "") }
            let name = party.address.displayName ?? request.from.displayName ?? ""
            return (self.identifier(of: party.address.uri, peer.numberPlan), name)
        }
        return (self.identifier(of: request.from.uri, peer.numberPlan), request.from.displayName ?? "")
    }

    /// Whom the caller called, from where the peer says it (ID-5).
    package static func callee(_ request: SIPRequest, of peer: Peer) -> CommunicationIdentifier {
        let uri: SIPURI
        switch peer.calledNumber {
        case .requestURI: uri = request.requestURI
        case .to: uri = request.to.uri
        case .pCalledPartyID: uri = request.headers.calledParty?.uri ?? request.requestURI
        }
        return self.identifier(of: uri, peer.numberPlan)
    }

    /// The E.164 number in a user part, without visual separators and parameters; nil when it is none.
    private static func globalNumber(_ user: String) -> String? {
        guard user.hasPrefix("+") else { return nil }
        let number = String(user.prefix { $0 != ";" }.filter { !"-.()".contains($0) })
        return E164.isNumber(number) ? number : nil
    }

    private static func hostPort(_ uri: SIPURI) -> String {
        let host = uri.isIPv6Reference ? "[\(uri.host)]" : uri.host
        return uri.port.map { "\(host):\($0)" } ?? host
    }
}
