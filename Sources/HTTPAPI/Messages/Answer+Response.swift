import CallAutomationModel
import HTTPTypes
import Hummingbird
import NIOCore

extension Answer {
    /// The longest `x-ms-client-request-id` that is sent back, in bytes.
    private static let clientRequestIDLimit = 256
    /// How long a client whose request is not over may go on sending while it reads the answer.
    private static let lingering: TimeAmount = .seconds(1)

    /// The HTTP response with the headers that every answer has.
    ///
    /// - Parameter channel: the channel of a request that is not over, which ends with this answer; nil when the
    ///   connection can go on.
    func response(to request: Request, requestID: String, closing channel: (any Channel)?) -> Response {
        var fields = HTTPFields()
        for header in self.headers { fields.add(header.name, header.value) }
        fields.add("x-ms-request-id", requestID)
        if let id = Self.clientRequestID(request) { fields.add("x-ms-client-request-id", id) }
        if let call = self.call { fields.add("X-Microsoft-Skype-Chain-ID", "\(call)") }

        let status = HTTPResponse.Status(code: self.status)
        guard self.status != 204 else {
            // RFC 9110 §8.6: no Content-Length with a 204.
            var response = Response(status: status, headers: fields)
            response.headers[.contentLength] = nil
            return response
        }
        let buffer = ByteBuffer(bytes: self.body)
        if let channel {
            // With HTTP/2 there is no such header, and the stream alone ends. The HTTP/1 codec says http, TLS or not.
            if request.head.scheme == "http" { fields.add("Connection", "close") }
            return Response(status: status, headers: fields, body: Self.lastBody(buffer, on: channel))
        }
        let response = Response(status: status, headers: fields, body: ResponseBody(byteBuffer: buffer))
        return request.method == .head ? response.createHeadResponse() : response
    }

    /// A body after which nothing is sent any more. The client has a moment to notice.
    private static func lastBody(_ buffer: ByteBuffer, on channel: any Channel) -> ResponseBody {
        ResponseBody(contentLength: buffer.readableBytes) { writer in
            try await writer.write(buffer)
            try await writer.finish(nil)
            channel.close(mode: .output, promise: nil)
            channel.eventLoop.scheduleTask(in: self.lingering) { channel.close(promise: nil) }
        }
    }

    /// The client's own id for the request: any visible text, cut if it is long.
    static func clientRequestID(_ request: Request) -> String? {
        guard let name = HTTPField.Name("x-ms-client-request-id"), let value = request.headers[values: name].first
        else { return nil }
        let visible = value.utf8.filter { $0 >= 0x20 && $0 < 0x7F }.prefix(self.clientRequestIDLimit)
        return visible.isEmpty ? nil : String(decoding: visible, as: UTF8.self)
    }
}

extension HTTPFields {
    fileprivate mutating func add(_ name: String, _ value: String) {
        if let name = HTTPField.Name(name) { self.append(HTTPField(name: name, value: value)) }
    }
}
