import SIPCaller
import SIPMessage

/// An INVITE of a caller, and what a server answers to it.
struct SampleCall {
    let invite: SIPRequest

    init(
        target: String = "sip:+14255550100@127.0.0.1:5060", from: String = "+14255550123", to: String? = nil,
        transport: CallTransport? = nil
    ) throws {
        let invitation = try Invitation(
            target: CallTarget(parsing: target, transport: transport), from: CallParty(parsing: from),
            to: to.map { try CallParty(parsing: $0) })
        self.invite = try invitation.request(at: "192.0.2.1", port: 40_000, mark: "mark")
    }

    func call(
        isReliable: Bool = false, patience: Duration? = nil, hangUpAfter: Duration? = nil
    ) -> OutgoingCall {
        OutgoingCall(
            invite: self.invite, isReliable: isReliable, patience: patience, hangUpAfter: hangUpAfter, mark: "mark")
    }

    func answer(
        _ status: Int, tag: String? = "server", _ fields: [(SIPHeaderName, String)] = []
    ) throws -> SIPResponse {
        try SIPCallerTests.answer(status, to: self.invite, tag: tag, fields)
    }
}

/// The response of a server: it copies what identifies the transaction.
func answer(
    _ status: Int, to request: SIPRequest, tag: String? = "server", _ fields: [(SIPHeaderName, String)] = []
) throws -> SIPResponse {
    var headers = SIPHeaders()
    for name in [SIPHeaderName.via, .from, .callID, .cSeq] { headers.copy(name, from: request.headers) }
    let to = try NameAddress(uri: request.to.uri, tag: request.toTag ?? (status == 100 ? nil : tag))
    headers.append(.to, to.headerValue)
    for (name, value) in fields { try headers.append(name, value) }
    return SIPResponse(statusCode: status, reasonPhrase: "Status \(status)", headers: headers)
}

extension SIPHeaders {
    /// The values of every line with this name.
    func texts(_ name: SIPHeaderName) -> [String] {
        self.all(name).map { String(decoding: $0, as: UTF8.self) }
    }
}
