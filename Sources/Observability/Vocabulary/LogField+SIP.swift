package import SIPCore
package import SIPMessage

// What lines say about SIP.
extension LogField {
    /// The address and port of a peer.
    package static func address(_ address: HostPort) -> LogField { LogField("address", address) }

    /// Where a message of a stranger came from.
    package static func source(_ source: HostPort) -> LogField { LogField("source", source) }

    /// The line under an entry of `sip.peers` that would admit a source.
    package static func line(admitting source: HostPort) -> LogField {
        LogField("line", "addresses: [\(source.host)]")
    }

    /// The method, when it is one of a standard.
    package static func method(_ method: SIPMethod) -> LogField {
        LogField("method", method.isKnown ? method.rawValue : "other")
    }

    /// The Call-ID of SIP, as the peer knows the call.
    package static func sipCallID(_ callID: some Collection<UInt8>) -> LogField {
        LogField("sipCallID", callID.isEmpty ? nil : String(decoding: callID.prefix(256), as: UTF8.self))
    }

    /// Whether a message came or went.
    package static func direction(_ direction: SIPDirection) -> LogField { LogField("direction", direction.rawValue) }

    package static func transport(_ transport: SIPTransportProtocol) -> LogField {
        LogField("transport", transport.name)
    }

    /// A SIP message, as the SIP log shows it.
    package static func text(of message: [UInt8], _ form: SIPMessageText) -> LogField {
        LogField("text", MultilineText(form.render(message)))
    }
}

/// The way of a message.
package enum SIPDirection: String, Sendable {
    case received, sent
}
