package import CallAutomationModel
package import CallRouting
import SIPMessage

/// Targets given as SIP or telephone addresses (`sip:201@pbx.example`, `tel:+1…`): they are their own destination, where
/// calls may be sent to that host; a global `tel:` number is resolved as that number.
package struct SIPAddressTarget: TargetResolver {
    private let allowsHost: @Sendable (String) -> Bool
    private let numbers: any TargetResolver

    /// - Parameters:
    ///   - numbers: resolves phone numbers.
    ///   - allowsHost: whether calls may be sent to a host: the addresses of the peers and `sip.domain`.
    package init(numbers: any TargetResolver, allowsHost: @escaping @Sendable (String) -> Bool) {
        self.numbers = numbers
        self.allowsHost = allowsHost
    }

    package func resolve(_ target: CommunicationIdentifier, for call: ResolvingCall) -> TargetResolution? {
        guard let address = target.sipAddress, let uri = try? SIPURI(parsing: address) else { return nil }
        switch uri.scheme {
        case .sip, .sips:
            // Embedded headers would become headers of the caller's next INVITE (RED-7).
            return self.allowsHost(uri.host) && uri.headers == nil ? .uri(address) : .notAllowed
        case .tel:
            guard let number = uri.telephoneNumber, E164.isNumber(number) else { return nil }
            return self.numbers.resolve(.phoneNumber(number), for: call)
        case .other:
            return nil
        }
    }
}
