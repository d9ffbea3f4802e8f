import CallAutomationModel
import CallRouting

/// What the checks of a target want to know about the call that is to be redirected to it.
struct RedirectSubject {
    let id: CallID
    /// The name of the resource that the call belongs to.
    let resource: String
    /// Where the call rings now.
    let callee: CommunicationIdentifier
    let hopNumber: Int
    /// The caller's side; nil for a simulated call.
    let caller: (any CallerSide)?
    let isSimulated: Bool

    /// What resolvers may know.
    var resolving: ResolvingCall {
        ResolvingCall(peerAddress: self.caller?.peerAddress, resource: self.resource, isSimulated: self.isSimulated)
    }
}
