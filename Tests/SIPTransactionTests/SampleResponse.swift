import SIPMessage

/// The response of a server to a request of ours: it copies what identifies the transaction.
func answer(_ status: Int, to request: SIPRequest, tag: String? = "server") throws -> SIPResponse {
    var headers = SIPHeaders()
    for name in [SIPHeaderName.via, .from, .callID, .cSeq] { headers.copy(name, from: request.headers) }
    let to = try NameAddress(uri: request.to.uri, tag: status == 100 ? nil : tag)
    headers.append(.to, to.headerValue)
    return SIPResponse(statusCode: status, reasonPhrase: "", headers: headers)
}
