import CallAutomationModel
import Foundation
import Testing

@Suite("docs/errors.md")
struct ErrorPageTests {
    private static let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/errors.md")

    private static let errors: [CommunicationError] = [
        .missingAPIVersion, .repeatedAPIVersion, .unsupportedAPIVersion("2001-01-01"), .tooManyHops, .contextInvalid,
        .targetIsCallee, .targetUnresolvable, .invalidBody(""), .missingArgument(target: "target"),
        .repeatabilityIDInvalid, .repeatabilityMismatch, .repeatabilityDateTooOld(windowSeconds: 600),
        .requestStillRunning, .denied(""), .insufficientPermission(""), .otherUsersCall, .otherResource,
        .targetNotAllowed, .targetOfOtherResource, .notFound, .callNotFound, .methodNotAllowed(),
        .operationNotOffered("answer"), .conflict(), .payloadTooLarge(), .unsupportedMediaType,
        .throttled(retryAfterSeconds: 1), .internalFailure, .unavailable,
    ]

    @Test("Every answer of the table has a row with its status and its code", arguments: errors)
    func row(error: CommunicationError) throws {
        let rows = try String(contentsOf: Self.page, encoding: .utf8).split(separator: "\n")
        #expect(rows.contains { $0.hasPrefix("| \(error.status) | `\(error.code)`") }, "\(error)")
    }
}
