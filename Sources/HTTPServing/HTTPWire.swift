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
        let status = HTTPResponseStatus(statusCode: self.status)
        buffer.writeStaticString("HTTP/1.1 ")
        buffer.writeString(String(self.status))
        buffer.writeStaticString(" ")
        buffer.writeString(status.reasonPhrase)
        buffer.writeStaticString("\r\n")
        for field in self.fields {
            buffer.writeString(field.name)
            buffer.writeStaticString(": ")
            buffer.writeString(field.value)
            buffer.writeStaticString("\r\n")
        }
        if self.hasContent {
            buffer.writeStaticString("Content-Length: ")
            buffer.writeString(String(self.body.count))
            buffer.writeStaticString("\r\n")
        }
        if form.isLast { buffer.writeStaticString("Connection: close\r\n") }
        buffer.writeStaticString("\r\n")
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
