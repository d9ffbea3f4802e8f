import Foundation

/// One call attempt as its caller writes it: an INVITE transaction with what belongs to it.
package struct SIPDialogue: Sendable {
    /// Upper case, as it stands in Via.
    package var transport = "UDP"
    /// The caller's address and port, which the server answers to.
    package var sentBy: String
    package var branch = "z9hG4bK\(UUID().uuidString.prefix(12))"
    package var callee = "sip:+14255550100@127.0.0.1"
    package var caller = "\"Alice\" <sip:+14255550199@127.0.0.1>"
    package let callID = "\(UUID().uuidString)@test"
    package let fromTag = String(UUID().uuidString.prefix(8))

    package var invite: String { request("INVITE") }
    package var cancel: String { request("CANCEL") }

    /// The ACK of a final response that is not 2xx: the INVITE's branch, the response's To (RFC 3261 §17.1.1.3).
    package func ack(_ answer: SIPAnswer) -> String {
        request("ACK", to: answer["To"])
    }

    /// A request of this attempt.
    ///
    /// - Parameters:
    ///   - to: the To field, the callee without a tag unless given.
    ///   - branch: another transaction than the INVITE's.
    ///   - extra: further header lines.
    package func request(_ method: String, to: String? = nil, branch: String? = nil, extra: [String] = []) -> String {
        let lines =
            [
                "\(method) \(callee) SIP/2.0",
                "Via: SIP/2.0/\(transport) \(sentBy);branch=\(branch ?? self.branch)",
                "Max-Forwards: 70",
                "From: \(caller);tag=\(fromTag)",
                "To: \(to ?? "<\(callee)>")",
                "Call-ID: \(callID)",
                "CSeq: 1 \(method)",
                "Contact: <sip:alice@\(sentBy)>",
            ] + extra + ["Content-Length: 0", "", ""]
        return lines.joined(separator: "\r\n")
    }
}
