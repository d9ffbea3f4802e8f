import CallRouting
import HTTPTypes
import NIOHTTP1
import RequestSigning

/// A request as a client makes it: signed, unless it brings an `Authorization` of its own.
struct TestRequest {
    static let redirectPath = "/calling/callConnections:redirect?api-version=2026-03-12"
    static let rejectPath = "/calling/callConnections:reject?api-version=2026-03-12"
    static let target = #"{"rawId":"4:+14255550123"}"#
    static let requestID = "29182192-7e1f-40eb-a5e0-b528121017aa"
    static let firstSent = "Thu, 12 Mar 2026 07:59:00 GMT"

    var method = HTTPRequest.Method.post
    var path: String
    var host: String? = "localhost:7443"
    var body: [UInt8]
    var headers: [(name: String, value: String)] = [("Content-Type", "application/json")]
    /// The key that signs; nil leaves the request unsigned.
    var key = AccessKey(bytes: Array(repeating: 1, count: 32))
    /// The host in the signature, when it is another than `host`.
    var signedHost: String?

    init(_ path: String, _ body: String = "") {
        self.path = path
        self.body = Array(body.utf8)
    }

    static func get(_ path: String) -> TestRequest {
        var request = TestRequest(path)
        request.method = .get
        return request
    }

    /// A redirect; `target` is JSON.
    static func redirect(_ context: String, to target: String = Self.target) -> TestRequest {
        TestRequest(self.redirectPath, #"{"incomingCallContext": "\#(context)", "target": \#(target)}"#)
    }

    static func reject(_ context: String, reason: String? = nil) -> TestRequest {
        let member = reason.map { #", "callRejectReason": "\#($0)""# } ?? ""
        return TestRequest(self.rejectPath, #"{"incomingCallContext": "\#(context)"\#(member)}"#)
    }

    /// With the repeatability headers; nil leaves one out.
    func repeatable(id: String? = Self.requestID, firstSent: String? = Self.firstSent) -> TestRequest {
        var request = self
        if let id { request.headers.append(("Repeatability-Request-ID", id)) }
        if let firstSent { request.headers.append(("Repeatability-First-Sent", firstSent)) }
        return request
    }

    func with(_ name: String, _ value: String) -> TestRequest {
        var request = self
        request.headers.append((name, value))
        return request
    }

    func without(_ name: String) -> TestRequest {
        var request = self
        request.headers.removeAll { $0.name == name }
        return request
    }

    /// With HTTP Basic in place of the signature.
    func basic(_ credentials: String) -> TestRequest {
        var request = self.with("Authorization", "Basic \(credentials)")
        request.key = nil
        return request
    }

    func head(at now: Timestamp) -> HTTPRequestHead {
        var headers = HTTPHeaders()
        if let host = self.host { headers.add(name: "Host", value: host) }
        if let key = self.key {
            let signed = RequestSigner(key: key).sign(
                method: self.method.rawValue, pathAndQuery: self.path, host: self.signedHost ?? self.host ?? "",
                body: self.body, now: now.milliseconds / 1000)
            for field in signed.fields { headers.add(name: field.name, value: field.value) }
        }
        for header in self.headers { headers.add(name: header.name, value: header.value) }
        return HTTPRequestHead(
            version: .http1_1, method: HTTPMethod(rawValue: self.method.rawValue), uri: self.path, headers: headers)
    }
}
