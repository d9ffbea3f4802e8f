package import CallAutomationModel

/// Without a matching route a number goes back to where the call came from:
/// `sip:{number}@{peerAddress};user=phone`. The trunk that sent the call is the one that can reach numbers.
package struct NumberReturnsToPeer: TargetResolver {
    package init() {}

    package func resolve(_ target: CommunicationIdentifier, for call: ResolvingCall) -> TargetResolution? {
        guard let number = target.e164, let peerAddress = call.peerAddress else { return nil }
        return .uri("sip:\(number)@\(peerAddress);user=phone")
    }
}
