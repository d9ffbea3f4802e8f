import CallAutomationModel
import HTTPServing
import Testing

/// An answer as a client reads it.
struct TestAnswer {
    let status: Int
    let fields: [HTTPAnswer.Field]
    let body: [UInt8]

    init(_ answer: HTTPAnswer) {
        self.status = answer.status
        self.fields = answer.fields
        self.body = answer.body
    }

    func header(_ name: String) -> String? {
        self.fields.first { $0.name.lowercased() == name.lowercased() }?.value
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
