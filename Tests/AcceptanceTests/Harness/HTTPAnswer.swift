import Foundation

/// An HTTP answer, read to its end.
struct HTTPAnswer: Sendable, CustomStringConvertible {
    let status: Int
    /// Field names in lower case.
    let fields: [String: String]
    let body: Data

    /// `error.code` of an error in the ACS shape.
    var errorCode: String? {
        (try? JSONDecoder().decode(ErrorBody.self, from: body))?.error.code
    }

    var text: String { String(decoding: body, as: UTF8.self) }

    var description: String { "\(status) \(text)" }

    /// Throws unless the decision was accepted: 204 without a body.
    @discardableResult
    func accepted() throws -> HTTPAnswer {
        guard status == 204, body.isEmpty else { throw UnexpectedAnswer(answer: self) }
        return self
    }

    /// The body of a successful answer.
    func decoded<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        guard (200..<300).contains(status) else { throw UnexpectedAnswer(answer: self) }
        return try JSONDecoder().decode(type, from: body)
    }

    private struct ErrorBody: Decodable {
        struct Content: Decodable {
            let code: String
        }
        let error: Content
    }
}

/// An answer that a test cannot go on with.
struct UnexpectedAnswer: Error, CustomStringConvertible {
    let answer: HTTPAnswer

    var description: String { "The answer was \(answer)" }
}
