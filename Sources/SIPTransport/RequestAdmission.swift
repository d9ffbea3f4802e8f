package import SIPCore

/// What becomes of a new request before anything is remembered of it.
package enum RequestAdmission: Sendable, Hashable {
    /// A transaction is made for it.
    case admitted
    /// It is answered without a transaction, the cheapest way there is (OVL-1).
    case refused(status: Int, headers: [ResponseHeader])
    /// Nobody answers it.
    case dropped
}
