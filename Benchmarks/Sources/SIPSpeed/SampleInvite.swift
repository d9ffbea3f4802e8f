/// An INVITE as a trunk sends it, with a session description: 600 bytes.
enum SampleInvite {
    static let text = [
        "INVITE sip:+14255550100@203.0.113.10:5060;user=phone SIP/2.0",
        "Via: SIP/2.0/UDP 192.0.2.4:5060;branch=z9hG4bKnashds8a71;rport",
        "Max-Forwards: 70",
        "From: \"Alice\" <sip:+14255550199@192.0.2.4;user=phone>;tag=9fxced76sl",
        "To: <sip:+14255550100@203.0.113.10;user=phone>",
        "Call-ID: 3848276298220188511@192.0.2.4",
        "CSeq: 102 INVITE",
        "Contact: <sip:+14255550199@192.0.2.4:5060>",
        "Allow: INVITE, ACK, CANCEL, OPTIONS, BYE",
        "Supported: timer, path",
        "Content-Type: application/sdp",
        "Content-Length: 116",
        "",
        "v=0",
        "o=- 29739 1 IN IP4 192.0.2.4",
        "s=-",
        "c=IN IP4 192.0.2.4",
        "t=0 0",
        "m=audio 49170 RTP/AVP 8 0",
        "a=rtpmap:8 PCMA/8000",
        "",
    ].joined(separator: "\r\n")
}
