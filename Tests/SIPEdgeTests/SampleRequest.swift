/// A request whose parts a test can change before it is written out.
struct SampleRequest: Sendable {
    var method = "INVITE"
    var uri = "sip:+14255550123@divert.example"
    var sentBy = "192.0.2.1:5062"
    var branch = "z9hG4bK74bf9"
    var from = "\"Alice\" <sip:+4930555@example.net>;tag=9fxced76sl"
    var to = "<sip:+14255550123@divert.example>"
    var callID = "3848276298220188511"
    var cSeq = 1
    var others: [String] = []
    var body = ""

    /// The same with some parts changed.
    func with(_ change: (inout SampleRequest) -> Void) -> SampleRequest {
        var copy = self
        change(&copy)
        return copy
    }

    /// The same request with another method, as ACK and CANCEL are made of an INVITE.
    func `as`(_ method: String) -> SampleRequest {
        self.with { $0.method = method }
    }

    var bytes: [UInt8] {
        let lines =
            [
                "\(self.method) \(self.uri) SIP/2.0", "Via: SIP/2.0/UDP \(self.sentBy);branch=\(self.branch);rport",
                "From: \(self.from)", "To: \(self.to)", "Call-ID: \(self.callID)", "CSeq: \(self.cSeq) \(self.method)",
            ] + self.others + ["Content-Length: \(self.body.utf8.count)", ""]
        return Array((lines.map { $0 + "\r\n" }.joined() + self.body).utf8)
    }
}
