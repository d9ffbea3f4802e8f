import CallAutomationModel
import CallRouting
import HTTPTypes
import Testing

/// One thing that can be wrong with a redirect, and what it is answered: the answer table of the product page.
struct Situation: Sendable, CustomTestStringConvertible {
    let row: Int
    let name: String
    let status: Int
    let code: String
    /// `error.target`.
    var target: String?
    /// `Retry-After`.
    var retryAfter: String?
    /// What the server is like, and what was done to the call before.
    var prelude = Prelude.ringing
    /// Makes a good request a bad one.
    let spoil: @Sendable (inout TestRequest) -> Void

    enum Prelude: Sendable {
        case ringing
        /// The store takes no decision.
        case sick
        /// Only one repeatable request may be remembered, and was.
        case crowded
        /// A request redirected the call.
        case redirected
        /// The caller hung up.
        case cancelled
        /// The call is one of another resource.
        case foreign
        /// There is a further resource.
        case among
        /// It rang on as often as it may.
        case rangOn
    }

    var testDescription: String { "row \(self.row): \(self.name)" }

    /// Whether the answer is about a call that is known by then.
    var knowsCall: Bool { self.row >= 10 && self.code != "8523" || self.target == "target" && self.row == 11 }
    /// Whether the repeatability headers are to blame.
    var rejectsRepeatability: Bool { self.target?.hasPrefix("Repeatability-") == true }

    init(
        _ row: Int, _ name: String, _ status: Int, _ code: String, target: String? = nil, retryAfter: String? = nil,
        after prelude: Prelude = .ringing, _ spoil: @escaping @Sendable (inout TestRequest) -> Void = { _ in }
    ) {
        self.row = row
        self.name = name
        self.status = status
        self.code = code
        self.target = target
        self.retryAfter = retryAfter
        self.prelude = prelude
        self.spoil = spoil
    }
}

extension Situation {
    private static let id = "Repeatability-Request-ID"
    private static let date = "Repeatability-First-Sent"
    private static let user = "8:acs:00000000-0000-0000-0000-000000000001_bob"

    static let all: [Situation] = [
        Situation(1, "an unknown path", 404, "NotFound") { $0.path = "/calling/callConnections:redirct" },
        Situation(1, "another method", 405, "MethodNotAllowed") { $0.method = .get },
        Situation(1, "an operation that is not offered", 501, "8520") { $0.path = "/calling/callConnections:answer" },
        Situation(2, "a body that is too long", 413, "RequestBodyTooLarge") {
            $0.body += Array(repeating: UInt8(ascii: " "), count: 65_536)
        },
        version("no version", "", "MissingApiVersionParameter"),
        version("an empty version", "?api-version=", "MissingApiVersionParameter"),
        version("two versions", "?api-version=2026-03-12&api-version=2026-03-12", "UnsupportedApiVersionValue"),
        version("a version that is no date", "?api-version=latest", "UnsupportedApiVersionValue"),
        version("a version of an impossible date", "?api-version=2026-02-30", "UnsupportedApiVersionValue"),
        version("a version that is too old", "?api-version=2022-04-06", "UnsupportedApiVersionValue"),
        Situation(4, "no credential", 401, "Denied") { $0.key = nil },
        Situation(4, "a signature by another host", 401, "Denied") { $0.signedHost = "elsewhere.example" },
        Situation(4, "a credential of another scheme", 401, "Denied") {
            $0.key = nil
            $0.headers.append(("Authorization", "Digest x"))
        },
        repeatable("an id without a date", target: date) { $0.repeatable(firstSent: nil) },
        repeatable("a date without an id", target: id) { $0.repeatable(id: nil) },
        repeatable("an id that is no UUID", target: id) { $0.repeatable(id: "1") },
        repeatable("two ids in a line", target: id) {
            $0.repeatable(id: "\(TestRequest.requestID),\(TestRequest.requestID)")
        },
        repeatable("a date of another form", target: date) { $0.repeatable(firstSent: "2026-03-12T07:59:00Z") },
        repeatable("a date that is far ahead", target: date) {
            $0.repeatable(firstSent: "Thu, 12 Mar 2026 08:05:01 GMT")
        },
        Situation(5, "a date that is too old", 412, "PreconditionFailed", target: date) {
            $0 = $0.repeatable(firstSent: "Thu, 12 Mar 2026 07:49:59 GMT")
        },
        Situation(6, "the id of another request", 400, "8523", target: id, after: .redirected) {
            $0 = $0.repeatable()
            $0.body.append(UInt8(ascii: " "))
        },
        Situation(7, "a body that is not declared as JSON", 415, "8523", target: "Content-Type") {
            $0 = $0.without("Content-Type")
        },
        body("an empty body", ""), body("a body that is cut", #"{"incomingCallContext":"#), body("a list", "[]"),
        body("no context", #"{"target":{"rawId":"4:+14255550123"}}"#, target: "incomingCallContext"),
        body("no target", #"{"incomingCallContext":"x"}"#, target: "target"),
        body(
            "a member that stands twice", #"{"incomingCallContext":"x","incomingCallContext":"x"}"#,
            target: "incomingCallContext"),
        body(
            "two identifiers",
            #"{"incomingCallContext":"x","target":{"phoneNumber":{"value":"+1425"},"communicationUser":{"id":"8:acs:a_b"}}}"#,
            target: "target"),
        body(
            "a number that is none", #"{"incomingCallContext":"x","target":{"phoneNumber":{"value":"911"}}}"#,
            target: "target.phoneNumber.value"),
        body(
            "a context that was made up", #"{"incomingCallContext":"x","target":{"rawId":"4:+14255550123"}}"#, row: 8,
            target: "incomingCallContext"),
        Situation(9, "a call of another resource", 403, "7507", after: .foreign),
        Situation(10, "another decision", 409, "8519", after: .redirected) { $0.retarget("4:+14255550777") },
        Situation(10, "a call that is over", 404, "8522", after: .cancelled),
        Situation(11, "a target that is not allowed", 403, "7602", target: "target") { $0.retarget("sip:a@b") },
        Situation(11, "a user of another resource", 403, "7602", target: "target", after: .among) {
            $0.retarget("8:acs:other_bob")
        },
        Situation(11, "a hop too many", 400, "8521", after: .rangOn) { $0.retarget(Self.user) },
        Situation(11, "the callee itself", 400, "8523", target: "target") { $0.retarget("4:14255550100") },
        Situation(11, "a target without a destination", 400, "8523", target: "target") { $0.retarget("8:orgid:x") },
        Situation(12, "a store that does not write", 503, "9999", retryAfter: "1", after: .sick),
        Situation(12, "too many repeatable requests", 429, "8516", retryAfter: "10", after: .crowded) {
            $0 = $0.repeatable()
        },
    ]

    private static func version(_ name: String, _ query: String, _ code: String) -> Situation {
        Situation(3, name, 400, code, target: "api-version") { $0.path = "/calling/callConnections:redirect\(query)" }
    }

    private static func repeatable(
        _ name: String, target: String, _ spoil: @escaping @Sendable (TestRequest) -> TestRequest
    ) -> Situation {
        Situation(5, name, 400, "8523", target: target) { $0 = spoil($0) }
    }

    private static func body(_ name: String, _ body: String, row: Int = 7, target: String? = nil) -> Situation {
        Situation(row, name, 400, "8523", target: target) { $0.body = Array(body.utf8) }
    }
}

extension TestRequest {
    /// Names another target than the usual one.
    fileprivate mutating func retarget(_ rawID: String) {
        let body = String(decoding: self.body, as: UTF8.self)
        self.body = Array(body.replacing("4:+14255550123", with: rawID).utf8)
    }
}
