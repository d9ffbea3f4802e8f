import Foundation

/// An HTTP answer, read to its end.
struct HTTPAnswer: Sendable {
    let status: Int
    /// Field names in lower case.
    let fields: [String: String]
    let body: Data

    /// `error.code` of an error in the ACS shape.
    var errorCode: String? {
        (try? JSONDecoder().decode(ErrorBody.self, from: body))?.error.code
    }

    var text: String { String(decoding: body, as: UTF8.self) }

    private struct ErrorBody: Decodable {
        struct Content: Decodable {
            let code: String
        }
        let error: Content
    }
}
