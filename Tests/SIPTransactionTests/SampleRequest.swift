import SIPMessage

/// A request whose parts a test can change before it is parsed.
struct SampleRequest {
    var method = "INVITE"
    var uri = "sip:bob@example.com"
    var via = "SIP/2.0/UDP client.example.net:5060;branch=z9hG4bK74bf9"
    var from = "<sip:alice@example.net>;tag=9fxced76sl"
    var to = "<sip:bob@example.com>"
    var callID = "3848276298220188511@client.example.net"
    var cSeq = 1

    /// The same with some parts changed.
    func with(_ change: (inout SampleRequest) -> Void) -> SampleRequest {
        var copy = self
        change(&copy)
        return copy
    }

    func parsed() throws -> SIPRequest {
        let text = """
            \(self.method) \(self.uri) SIP/2.0\r
            Via: \(self.via)\r
            Via: SIP/2.0/UDP upstream.example.net;branch=z9hG4bKupstream\r
            From: \(self.from)\r
            To: \(self.to)\r
            Call-ID: \(self.callID)\r
            CSeq: \(self.cSeq) \(self.method)\r
            Content-Length: 0\r
            \r

            """
        guard case .request(let request) = try SIPParser().parse(datagram: Array(text.utf8)) else {
            throw NotARequest()
        }
        return request
    }

    struct NotARequest: Error {}
}
