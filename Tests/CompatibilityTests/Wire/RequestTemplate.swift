import AcceptanceHarness
import Crypto
import Foundation

/// A request as an SDK writes it, from a file of `Requests/`: remarks, the head, the body.
///
///     # remark
///     # signed host: what that SDK signs as host
///     # decides: what becomes of the call
///     POST /calling/callConnections:redirect?api-version=… HTTP/1.1
///     Authorization: HMAC-SHA256 SignedHeaders=…&Signature={{signature}}
///
///     {"incomingCallContext":"{{context}}",…}
///
/// Lines end with a line feed in the file and as HTTP wants it on the wire. The last line feed belongs to the file.
struct RequestTemplate: Sendable {
    /// The path below `Requests/`.
    let name: String
    private let remarks: [String]
    private let head: String
    private let body: String

    /// What belongs to one sending of it, by the names that stand in double braces.
    typealias Values = [String: String]

    init(_ name: String) throws {
        self.name = name
        let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
        let lines = text.components(separatedBy: "\n")
        remarks = lines.prefix { $0.hasPrefix("#") }.map { String($0.dropFirst(2)) }
        let parts = lines.dropFirst(remarks.count).split(separator: "", maxSplits: 1, omittingEmptySubsequences: false)
        head = parts[0].joined(separator: "\r\n") + "\r\n\r\n"
        body = parts[1].dropLast().joined(separator: "\n")
    }

    private static let folder = Surroundings.package.appending(path: "Tests/CompatibilityTests/Requests")

    /// All files of one client's folder.
    static func all(of client: String) throws -> [RequestTemplate] {
        try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: client).path).sorted()
            .map { try RequestTemplate("\(client)/\($0)") }
    }

    /// `redirect` or `reject`, and the raw id or the reason.
    func decision(_ values: Values) throws -> (kind: String, what: String) {
        let words = Self.fill(try remark("decides"), values).split(separator: " ", maxSplits: 1).map(String.init)
        guard words.count == 2 else { throw UnusableTemplate(name: name, missing: "decides") }
        return (words[0], words[1])
    }

    /// The bytes of the request, signed with a key in the way of its SDK.
    func signed(_ given: Values, with accessKey: String) throws -> Data {
        var values = given
        let body = Data(Self.fill(self.body, values).utf8)
        values["length"] = "\(body.count)"
        values["hash"] = Data(SHA256.hash(data: body)).base64EncodedString()
        let text = try stringToSign(values)
        values["string-to-sign"] = Data(text.utf8).base64EncodedString()
        let key = SymmetricKey(data: Data(base64Encoded: accessKey) ?? Data())
        let code = HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key)
        values["signature"] = Data(code).base64EncodedString()
        return Data(Self.fill(head, values).utf8) + body
    }

    /// Verb, target, and the values of date, host and content hash.
    private func stringToSign(_ values: Values) throws -> String {
        let words = head.split(separator: " ", maxSplits: 2)
        guard words.count == 3 else { throw UnusableTemplate(name: name, missing: "request line") }
        let host = Self.fill(try remark("signed host"), values)
        let line = [values["date"] ?? "", host, values["hash"] ?? ""].joined(separator: ";")
        return "\(words[0])\n\(words[1])\n\(line)"
    }

    private func remark(_ name: String) throws -> String {
        guard let remark = remarks.first(where: { $0.hasPrefix("\(name): ") }) else {
            throw UnusableTemplate(name: self.name, missing: name)
        }
        return String(remark.dropFirst(name.count + 2))
    }

    private static func fill(_ text: String, _ values: Values) -> String {
        values.reduce(text) { $0.replacing("{{\($1.key)}}", with: $1.value) }
    }
}

struct UnusableTemplate: Error {
    let name: String
    let missing: String
}
