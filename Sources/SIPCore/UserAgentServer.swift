package import SIPMessage

/// The checks of a user agent server on a request outside any dialog, in the order of RFC 3261 §8.2.
///
/// Syntax, version, transaction match and source policy come before; merged requests and the application after.
package struct UserAgentServer: Sendable {
    package enum Verdict: Sendable, Hashable {
        /// An INVITE that may become a call.
        case call
        /// An OPTIONS that is answered as an INVITE would fare.
        case options
        case cancel
        case acknowledgement
        /// Answered at once.
        case refuse(status: Int, headers: [ResponseHeader] = [])
    }

    /// UAS-8, for `Allow`.
    package static let allowedMethods = "INVITE, ACK, CANCEL, OPTIONS"

    package init() {}

    /// What to do with a request.
    package func examine(_ request: SIPRequest) -> Verdict {
        switch request.method {
        case .ack: return .acknowledgement
        case .cancel: return .cancel
        default: break
        }
        // An unknown method never gets a redirect, whatever §8.3 would allow.
        guard request.method.isKnown else { return .refuse(status: 501, headers: [.allow]) }
        if case .other = request.requestURI.scheme { return .refuse(status: 416) }
        switch request.method {
        case .invite:
            // Require is ignored for an INVITE that is to be redirected (RFC 3261 §8.3).
            return request.toTag == nil ? .call : .refuse(status: 481)
        case .options:
            if request.toTag != nil { return .refuse(status: 481) }
            let required = request.headers.values(.require).compactMap { SIPHeaderValue(bytes: $0) }
            return required.isEmpty ? .options : .refuse(status: 420, headers: [.unsupported(required)])
        case .bye, .prack, .update, .info:
            // These exist inside dialogs only, and there are none here (UAS-4).
            return .refuse(status: 481)
        default:
            return request.toTag == nil ? .refuse(status: 405, headers: [.allow]) : .refuse(status: 481)
        }
    }
}
