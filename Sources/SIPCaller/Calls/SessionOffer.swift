/// A session description that offers audio and wants to hear none of it (RFC 3264 §5.1): many servers answer no call
/// without an offer, and this caller has neither ear nor mouth. The port is the one of the discard service.
struct SessionOffer: Sendable, Hashable {
    /// An IP address without brackets.
    let host: String

    var bytes: [UInt8] {
        let family = self.host.contains(":") ? "IP6" : "IP4"
        let lines = [
            "v=0", "o=- 1 1 IN \(family) \(self.host)", "s=-", "c=IN \(family) \(self.host)", "t=0 0",
            "m=audio 9 RTP/AVP 0 8", "a=rtpmap:0 PCMU/8000", "a=rtpmap:8 PCMA/8000", "a=inactive",
        ]
        return Array(lines.map { "\($0)\r\n" }.joined().utf8)
    }
}
