package import Foundation
package import NIOHTTP1

/// An HTTP answer, read to its end.
package struct HTTPAnswer: Sendable, CustomStringConvertible {
    package let status: Int
    package let version: HTTPVersion
    /// Field names in lower case.
    package let fields: [String: String]
    package let body: Data

    package init(status: Int, version: HTTPVersion = .http1_1, fields: [String: String], body: Data) {
        self.status = status
        self.version = version
        self.fields = fields
        self.body = body
    }

    /// `error.code` of an error in the ACS shape.
    package var errorCode: String? {
        (try? JSONDecoder().decode(ErrorBody.self, from: body))?.error.code
    }

    package var text: String { String(decoding: body, as: UTF8.self) }

    package var description: String { "\(status) \(text)" }

    /// Throws unless the decision was accepted: 204 without a body.
    @discardableResult
    package func accepted() throws -> HTTPAnswer {
        guard status == 204, body.isEmpty else { throw UnexpectedAnswer(answer: self) }
        return self
    }

    /// The body of a successful answer.
    package func decoded<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        guard (200..<300).contains(status) else { throw UnexpectedAnswer(answer: self) }
        return try JSONDecoder().decode(type, from: body)
    }

    private struct ErrorBody: Decodable {
        struct Content: Decodable {
            package let code: String
        }
        let error: Content
    }
}

/// An answer that a test cannot go on with.
package struct UnexpectedAnswer: Error, CustomStringConvertible {
    package let answer: HTTPAnswer

    package var description: String { "The answer was \(answer)" }
}
