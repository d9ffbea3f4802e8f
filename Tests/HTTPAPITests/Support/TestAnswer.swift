import CallAutomationModel
import HTTPTypes
import Hummingbird
import NIOCore
import Testing

/// An answer as a client reads it.
struct TestAnswer {
    let status: Int
    let fields: HTTPFields
    let body: [UInt8]

    init(_ response: Response) async throws {
        let collected = CollectedBody()
        try await response.body.write(CollectingWriter(body: collected))
        self.status = response.status.code
        self.fields = response.headers
        self.body = collected.bytes
    }

    func header(_ name: String) -> String? {
        HTTPField.Name(name).flatMap { self.fields[$0] }
    }

    var json: JSONValue? { try? JSONValue(parsing: self.body) }

    /// A member of the body.
    subscript(_ name: String) -> JSONValue? { self.json?[name] }

    /// `error.code`.
    var code: String? { self["error"]?["code"]?.string }
    /// `error.message`.
    var message: String? { self["error"]?["message"]?.string }
    /// `error.target`.
    var target: String? { self["error"]?["target"]?.string }

    /// That this is an error as clients want it: complete JSON, its code in a header, nothing that makes SDKs replay it
    /// but where it is wanted.
    func expectError(
        _ status: Int, _ code: String, target: String? = nil, retryAfter: String? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(self.status == status, sourceLocation: sourceLocation)
        #expect(self.code == code, sourceLocation: sourceLocation)
        #expect(self.header("x-ms-error-code") == code, sourceLocation: sourceLocation)
        #expect(self.header("Content-Type") == "application/json; charset=utf-8", sourceLocation: sourceLocation)
        #expect(self.header("Content-Length") == "\(self.body.count)", sourceLocation: sourceLocation)
        #expect(self.header("x-ms-request-id") == "request-1", sourceLocation: sourceLocation)
        #expect(self.header("Retry-After") == retryAfter, sourceLocation: sourceLocation)
        #expect(self.message?.isEmpty == false, sourceLocation: sourceLocation)
        if let target { #expect(self.target == target, sourceLocation: sourceLocation) }
    }
}

extension JSONValue {
    subscript(_ name: String) -> JSONValue? {
        if case .object(let members) = self { members.first { $0.name == name }?.value } else { nil }
    }

    subscript(_ index: Int) -> JSONValue? {
        if case .array(let elements) = self, elements.indices.contains(index) { elements[index] } else { nil }
    }

    var elements: [JSONValue] {
        if case .array(let elements) = self { elements } else { [] }
    }
}

private final class CollectedBody {
    var bytes: [UInt8] = []
}

private struct CollectingWriter: ResponseBodyWriter {
    let body: CollectedBody

    mutating func write(_ buffer: ByteBuffer) async throws {
        self.body.bytes.append(contentsOf: buffer.readableBytesView)
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
