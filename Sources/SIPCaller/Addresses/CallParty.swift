import CallAutomationModel
package import SIPMessage

/// Caller or callee, as people name them.
///
///     +14255550123  4:+14255550123  8:acs:{resource}_{user}  sip:alice@example.com  alice
package struct CallParty: Sendable, Hashable {
    private enum Name: Hashable {
        case address(SIPURI)
        case number(String)
        case user(String)
    }

    private let name: Name

    /// Reads a number, a raw identifier, a SIP URI or a plain user name.
    package init(parsing text: String) throws(CallAddressError) {
        guard !text.isEmpty else { throw CallAddressError("an empty name names nobody") }
        let scheme = text.prefix { $0 != ":" }.lowercased()
        if ["sip", "sips"].contains(scheme), let uri = try? SIPURI(parsing: text) {
            guard uri.headers == nil else { throw CallAddressError("“\(text)” has headers after its question mark") }
            self.name = .address(uri)
        } else if ["sip", "sips", "tel"].contains(scheme) {
            throw CallAddressError("“\(text)” is no SIP address: it looks like sip:alice@example.com")
        } else if case .phoneNumber(let number, _, _) = CommunicationIdentifier(e164OrRawID: text).kind {
            self.name = .number(number)
        } else {
            self.name = .user(text)
        }
        // What cannot be written into a message is found out here, where it can be complained about.
        _ = try self.uri(at: "example.invalid")
    }

    /// The address of the party at a host; a SIP URI is its own. Without port and transport: From and To have none
    /// (RFC 3261 §19.1.1).
    package func uri(at host: String) throws(CallAddressError) -> SIPURI {
        do {
            switch self.name {
            case .address(let uri): return uri
            case .number(let number) where E164.isNumber(number): return try SIPURI(globalNumber: number, host: host)
            case .number(let user), .user(let user): return try SIPURI(user: user, host: host)
            }
        } catch {
            throw CallAddressError("a name that cannot stand in a SIP address: \(error.reason.lowercased())")
        }
    }
}
