package import CallAutomationModel
package import CallRouting

/// The caller's end of a call, as the call's owner sees it: a SIP transaction, or nothing for a simulated call. Every
/// method is called on the owner's event loop.
package protocol CallerSide: Sendable {
    /// Host and port that the call came from.
    var peerAddress: String { get }

    /// How often the call was diverted before it came here, as far as its headers tell. They count towards the hop limit.
    var receivedDiversions: Int { get }

    /// Tells the caller that the call is being worked on.
    func trying()

    /// Why the caller cannot be sent to this SIP URI; nil when it can.
    func refusal(ofContact uri: String) -> ContactRefusal?

    /// The SIP URI together with those headers of the application that the caller's peer takes in it.
    func contact(_ uri: String, handingOn headers: [CustomSIPHeader]) -> String

    /// What the caller is told about a decision.
    func disposition(of decision: Decision) -> CallDisposition

    /// Hands the first transmission of the final response to the transport. The call never tells twice.
    ///
    /// - Parameter state: the state that the call is in from now on.
    func finish(_ disposition: CallDisposition, as state: CallState)
}

extension CallerSide {
    /// None, unless the caller's side knows better.
    package var receivedDiversions: Int { 0 }

    /// The standard mapping, unless the caller's peer has one of its own.
    package func disposition(of decision: Decision) -> CallDisposition { decision.disposition }
}

extension CallerSide {
    /// Callers take no headers unless they say so.
    package func contact(_ uri: String, handingOn headers: [CustomSIPHeader]) -> String { uri }
}

/// Why a SIP URI cannot be the Contact of a redirect.
package enum ContactRefusal: Sendable, Hashable {
    /// It does not follow the grammar; the text says where.
    case malformed(String)
    /// It is the called party itself (RFC 3261 §8.3: never redirect to a URI equal to the Request-URI).
    case calleeItself
}
