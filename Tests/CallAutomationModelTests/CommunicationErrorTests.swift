import CallAutomationModel
import Foundation
import Testing

@Suite("The answer table (product.md, errors.md)")
struct CommunicationErrorTests {
    static let answers: [(error: CommunicationError, status: Int, code: String, target: String?)] = [
        (.notFound, 404, "NotFound", nil),
        (.methodNotAllowed(), 405, "MethodNotAllowed", nil),
        (.operationNotOffered("answer"), 501, "8520", nil),
        (.payloadTooLarge(), 413, "RequestBodyTooLarge", nil),
        (.missingAPIVersion, 400, "MissingApiVersionParameter", "api-version"),
        (.repeatedAPIVersion, 400, "UnsupportedApiVersionValue", "api-version"),
        (.unsupportedAPIVersion("2020-01-01"), 400, "UnsupportedApiVersionValue", "api-version"),
        (.denied("Authorization is missing."), 401, "Denied", nil),
        (.repeatabilityHeaderMissing("Repeatability-First-Sent"), 400, "8523", "Repeatability-First-Sent"),
        (.repeatabilityIDInvalid, 400, "8523", "Repeatability-Request-ID"),
        (.repeatabilityDateInvalid, 400, "8523", "Repeatability-First-Sent"),
        (.repeatabilityDateAhead(skewSeconds: 300), 400, "8523", "Repeatability-First-Sent"),
        (.repeatabilityDateTooOld(windowSeconds: 600), 412, "PreconditionFailed", "Repeatability-First-Sent"),
        (.repeatabilityMismatch, 400, "8523", "Repeatability-Request-ID"),
        (.requestStillRunning, 409, "8519", nil),
        (.unsupportedMediaType, 415, "8523", "Content-Type"),
        (.invalidBody("x"), 400, "8523", nil),
        (.invalidArgument(target: "target.kind"), 400, "8523", "target.kind"),
        (.missingArgument(target: "target"), 400, "8523", "target"),
        (.contextInvalid, 400, "8523", "incomingCallContext"),
        (.otherResource, 403, "7507", nil),
        (.otherUsersCall, 403, "7504", nil),
        (.insufficientPermission("x"), 403, "7504", nil),
        (.callNotFound, 404, "8522", nil),
        (.conflict(), 409, "8519", nil),
        (.targetNotAllowed, 403, "7602", "target"),
        (.targetOfOtherResource, 403, "7602", "target"),
        (.tooManyHops, 400, "8521", nil),
        (.targetIsCallee, 400, "8523", "target"),
        (.targetUnresolvable, 400, "8523", "target"),
        (.throttled(retryAfterSeconds: 3), 429, "8516", nil),
        (.unavailable, 503, "9999", nil),
        (.internalFailure, 500, "9999", nil),
    ]

    @Test("Each answer has its status, code and target, on the wire too", arguments: Self.answers.indices)
    func answersAsTheTableSays(index: Int) throws {
        let (error, status, code, target) = Self.answers[index]
        #expect(error.status == status)
        let object = try JSONSerialization.jsonObject(with: Data(error.body())) as? [String: Any]
        #expect(object?.keys.count == 1)
        let member = object?["error"] as? [String: Any]
        #expect(member?["code"] as? String == code)
        #expect(member?["target"] as? String == target)
        #expect(member?["message"] as? String == error.message)
        #expect(!error.message.isEmpty)
        #expect(error.headers().contains { $0 == ("x-ms-error-code", code) })
        #expect(error.headers().contains { $0 == ("Content-Type", "application/json; charset=utf-8") })
    }

    @Test("Only answers that want a replay carry Retry-After (errors.md, last rule)", arguments: Self.answers.indices)
    func retryAfterIsRare(index: Int) {
        let error = Self.answers[index].error
        let replayed: [CommunicationError] = [.requestStillRunning, .unavailable, .throttled(retryAfterSeconds: 3)]
        #expect(error.headers().contains { $0.name == "Retry-After" } == replayed.contains(error))
        #expect(CommunicationError.conflict(retryAfterSeconds: 1).headers().contains { $0 == ("Retry-After", "1") })
        #expect(CommunicationError.unavailable.headers().contains { $0 == ("Retry-After", "1") })
    }

    @Test("405 alone tells methods, 401 the schemes, and repeatability failures that they are rejected")
    func specialHeaders() {
        #expect(CommunicationError.methodNotAllowed().headers().contains { $0 == ("Allow", "POST") })
        #expect(!CommunicationError.operationNotOffered("answer").headers().contains { $0.name == "Allow" })
        #expect(CommunicationError.denied("x").headers().contains { $0.name == "WWW-Authenticate" })
        for (error, _, _, target) in Self.answers {
            let isRejected = error.headers().contains { $0 == ("Repeatability-Result", "rejected") }
            #expect(isRejected == (target?.hasPrefix("Repeatability") ?? false))
        }
    }

    @Test("A client reads back what the server wrote", arguments: Self.answers.indices)
    func decodes(index: Int) {
        let error = Self.answers[index].error
        let decoded = CommunicationError.decode(error.body(), status: error.status)
        #expect(decoded?.code == error.code)
        #expect(decoded?.message == error.message)
        #expect(decoded?.target == error.target)
        #expect(CommunicationError.decode(Array("<html>".utf8), status: 502) == nil)
    }
}
