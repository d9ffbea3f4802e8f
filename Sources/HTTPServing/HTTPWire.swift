import NIOCore
import NIOHTTP1

/// How answers are put on the wire.
package enum HTTPWire: Sendable, Hashable {
    /// Bytes of HTTP/1.1, one buffer for each answer.
    case http1
    /// Parts for NIO's HTTP/2 codec: one request, one answer, then the stream is over.
    case http2
}

extension HTTPAnswer {
    /// RFC 9112: status line, fields, body.
    func write(to buffer: inout ByteBuffer, _ form: AnswerForm) {
        var head: [UInt8] = []
        head.reserveCapacity(512)
        head.append(contentsOf: "HTTP/1.1 \(self.status) ".utf8)
        head.append(contentsOf: HTTPResponseStatus(statusCode: self.status).reasonPhrase.utf8)
        head.append(contentsOf: "\r\n".utf8)
        for field in self.fields {
            head.append(contentsOf: field.name.utf8)
            head.append(contentsOf: ": ".utf8)
            head.append(contentsOf: field.value.utf8)
            head.append(contentsOf: "\r\n".utf8)
        }
        if self.hasContent { head.append(contentsOf: "Content-Length: \(self.body.count)\r\n".utf8) }
        if form.isLast { head.append(contentsOf: "Connection: close\r\n".utf8) }
        head.append(contentsOf: "\r\n".utf8)
        buffer.writeBytes(head)
        if self.hasContent, !form.isHeadOnly { buffer.writeBytes(self.body) }
    }

    /// The same as parts.
    func parts(_ form: AnswerForm, version: HTTPVersion) -> (head: HTTPResponseHead, body: ByteBuffer?) {
        var headers = HTTPHeaders(self.fields.map { ($0.name, $0.value) })
        if self.hasContent { headers.add(name: "Content-Length", value: String(self.body.count)) }
        let head = HTTPResponseHead(
            version: version, status: HTTPResponseStatus(statusCode: self.status), headers: headers)
        return (head, self.hasContent && !form.isHeadOnly ? ByteBuffer(bytes: self.body) : nil)
    }

    /// RFC 9110 §8.6: no `Content-Length` with a 204.
    private var hasContent: Bool { self.status != 204 }
}
