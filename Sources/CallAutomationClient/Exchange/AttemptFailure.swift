import AsyncHTTPClient
import CallAutomationModel
import Foundation
import NIOCore
import NIOPosix
import NIOSSL

/// An attempt without success: what the user will read if it was the last, and what the schedule makes of it.
struct AttemptFailure: Sendable {
    let error: CallAutomationError
    let kind: RetrySchedule.Failure

    /// An answer that is no success.
    init(_ answer: ServiceAnswer, now: Date) {
        let asked = RetryAfter.wait(headers: answer.header, now: Int64(now.timeIntervalSince1970))
        self.error = answer.error
        self.kind = answer.status < 400 ? .final : .answer(status: answer.status, retryAfter: asked)
    }

    /// No answer.
    init(_ error: any Error) {
        let reason = Self.reason(error)
        switch error {
        case is HTTPTransport.TimedOut: self.init(.timedOut, "The service did not answer in time.", .noAnswer)
        case let error as HTTPClientError where Self.timeouts.contains(error):
            self.init(.timedOut, "The service did not answer in time.", .noAnswer)
        case is HTTPTransport.FollowedRedirect:
            self.init(
                .unusableAnswer,
                "The HTTP client followed a redirect; give one made with redirectConfiguration: .disallow.", .final)
        case is NIOSSLExtraError:
            self.init(
                .notReached,
                "The certificate of the service is for another name than the endpoint's; use the name it was made for.",
                .final)
        case _ where reason.contains("CERTIFICATE_VERIFY_FAILED"):
            self.init(
                .notReached,
                "The certificate of the service is not trusted. Set the option trust to the PEM file of its authority.",
                .final)
        default: self.init(.notReached, "The service was not reached: \(reason).", .noAnswer)
        }
    }

    private init(_ reason: CallAutomationError.Reason, _ message: String, _ kind: RetrySchedule.Failure) {
        self.error = CallAutomationError(reason, message)
        self.kind = kind
    }

    private static let timeouts: [HTTPClientError] = [
        .deadlineExceeded, .readTimeout, .writeTimeout, .connectTimeout, .tlsHandshakeTimeout,
        .getConnectionFromPoolTimeout,
    ]

    /// What went wrong, for people; neither URL nor header stands in these.
    private static func reason(_ error: any Error) -> String {
        switch error {
        case let error as IOError: String(cString: strerror(error.errnoCode))
        case let error as NIOConnectionError:
            error.connectionErrors.first.map { self.reason($0.error) } ?? "no such host"
        case let error as HTTPClientError where error == .remoteConnectionClosed:
            "it closed the connection before an answer"
        default: "\(error)".replacing("HTTPClientError.", with: "")
        }
    }
}
