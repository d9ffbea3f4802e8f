package import SIPCore
package import SIPTransaction

/// Sees every SIP message that is taken or sent, for the SIP log. Called on the event loop; a received message is seen
/// before anything is done about it. Messages of strangers who get no answer are not seen.
package protocol MessageObserver: Sendable {
    /// - Parameter invite: the INVITE transaction that the message belongs to, as far as can be told.
    func received(_ message: [UInt8], _ arrival: Arrival, _ invite: TransactionKey?)

    /// - Parameter invite: the INVITE transaction that the message belongs to; nil when it is answered statelessly.
    func sent(_ message: [UInt8], to destination: ResponseDestination, _ invite: TransactionKey?)
}
