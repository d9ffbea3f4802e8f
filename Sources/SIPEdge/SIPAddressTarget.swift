package import CallAutomationModel
package import CallRouting
import SIPMessage

/// Targets given as SIP or telephone addresses (`sip:201@pbx.example`, `tel:+1…`): they are their own destination; a global
/// `tel:` number is resolved as that number. Whether calls may be sent there is for `SIPTargetPolicy` to say.
package struct SIPAddressTarget: TargetResolver {
    private let numbers: any TargetResolver

    /// - Parameter numbers: resolves phone numbers.
    package init(numbers: any TargetResolver) {
        self.numbers = numbers
    }

    package func resolve(_ target: CommunicationIdentifier, for call: ResolvingCall) -> TargetResolution? {
        guard let address = target.sipAddress, let uri = try? SIPURI(parsing: address) else { return nil }
        switch uri.scheme {
        case .sip, .sips:
            return .uri(address)
        case .tel:
            guard let number = uri.telephoneNumber, E164.isNumber(number) else { return nil }
            return self.numbers.resolve(.phoneNumber(number), for: call)
        case .other:
            return nil
        }
    }
}
