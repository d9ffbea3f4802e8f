package import SIPMessage

/// Where a call goes: the Request-URI, and the host, port and transport it is sent to.
///
///     sip:+14255550100@127.0.0.1:5060;transport=tcp     sip:pbx.example     127.0.0.1:5060     alice@[::1]
package struct CallTarget: Sendable, Hashable {
    /// The URI as it was given; `sip:` in front of it when there was no scheme.
    package let uri: SIPURI
    /// UDP unless the URI or the caller says otherwise.
    package let transport: CallTransport

    /// A name, or an address without brackets.
    package var host: String { self.uri.host }
    /// 5060 unless the URI says otherwise. Of a name without a port no SRV records are looked up.
    package var port: Int { self.uri.port ?? 5060 }

    /// Reads what people type.
    ///
    /// - Parameter transport: the transport to use, whatever the URI says; nil leaves it to the URI.
    package init(parsing text: String, transport: CallTransport? = nil) throws(CallAddressError) {
        let uri: SIPURI
        do {
            uri = try SIPURI(parsing: Self.hasScheme(text) ? text : "sip:\(text)")
        } catch {
            throw CallAddressError("“\(text)” is no SIP address: \(error.reason.lowercased())")
        }
        switch uri.scheme {
        case .sip: break
        case .sips: throw .notOffered("sips: addresses, that is SIP over TLS,")
        case .tel, .other:
            throw CallAddressError("“\(text)” names no server: give an address like sip:+14255550100@127.0.0.1:5060")
        }
        guard uri.headers == nil else { throw CallAddressError("“\(text)” has headers after its question mark") }
        let named = transport == nil ? try Self.transport(of: uri) : .udp
        self.uri = uri
        self.transport = transport ?? named
    }

    private init(uri: SIPURI, transport: CallTransport) {
        self.uri = uri
        self.transport = transport
    }

    /// The same server, with the user of `callee` in the URI unless there is one already.
    package func naming(_ callee: SIPURI) -> CallTarget {
        guard self.uri.rawUser == nil, let user = callee.user else { return self }
        var parameters = Array(self.uri.parameters)
        if callee.telephoneNumber != nil, !self.uri.parameters.contains("user") {
            parameters.append(SIPParameter("user", "phone"))
        }
        let named = try? SIPURI(user: user, host: self.uri.host, port: self.uri.port, parameters: parameters)
        return CallTarget(uri: named ?? self.uri, transport: self.transport)
    }

    /// `host:5060` has a colon, too.
    private static func hasScheme(_ text: String) -> Bool {
        let scheme = text.prefix { $0 != ":" }.lowercased()
        return ["sip", "sips", "tel"].contains(scheme) && text.contains(":") || text.contains("://")
    }

    private static func transport(of uri: SIPURI) throws(CallAddressError) -> CallTransport {
        guard let named = uri.parameters["transport"]?.lowercased() else { return .udp }
        guard let transport = CallTransport(rawValue: named) else { throw .notOffered("transport=\(named)") }
        return transport
    }
}
