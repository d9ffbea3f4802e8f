import CallAutomationModel
import HTTPServing
import NIOHTTP1

extension Answer {
    /// The longest `x-ms-client-request-id` that is sent back, in bytes.
    private static let clientRequestIDLimit = 256

    /// The answer with the headers that every answer has.
    ///
    /// - Parameters:
    ///   - clientRequestID: what the client calls its request.
    ///   - date: the value of `Date`.
    func dressed(requestID: String, clientRequestID: String?, date: String) -> HTTPAnswer {
        var fields = self.headers.map { HTTPAnswer.Field($0.name, $0.value) }
        fields.append(HTTPAnswer.Field("Date", date))
        fields.append(HTTPAnswer.Field("x-ms-request-id", requestID))
        if let clientRequestID { fields.append(HTTPAnswer.Field("x-ms-client-request-id", clientRequestID)) }
        if let call = self.call { fields.append(HTTPAnswer.Field("X-Microsoft-Skype-Chain-ID", "\(call)")) }
        return HTTPAnswer(status: self.status, fields: fields, body: self.body)
    }

    /// The client's own id for the request: any visible text, cut if it is long.
    static func clientRequestID(_ headers: HTTPHeaders) -> String? {
        guard let value = headers.first(name: "x-ms-client-request-id") else { return nil }
        let visible = value.utf8.filter { $0 >= 0x20 && $0 < 0x7F }.prefix(self.clientRequestIDLimit)
        return visible.isEmpty ? nil : String(decoding: visible, as: UTF8.self)
    }
}
