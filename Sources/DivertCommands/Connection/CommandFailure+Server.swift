import AsyncHTTPClient
import CallAutomationClient
import CallAutomationModel
import Foundation
import NIOCore
import NIOPosix
import NIOSSL

// What a server refused, and why none was reached, in words for the person at the terminal.
extension CommandFailure {
    /// No connection, or no answer.
    init(unreachable connection: ServerConnection, because error: any Error) {
        let reason = Self.reason(error)
        if error is NIOSSLExtraError {
            self.init(otherNameAt: connection)
        } else if reason.contains("CERTIFICATE_VERIFY_FAILED") {
            self.init(untrusted: connection)
        } else {
            self.init("\(connection.endpoint.url) was not reached: \(reason)", advice: Self.startAdvice)
        }
    }

    /// What the client library reports.
    init(_ error: CallAutomationError, _ connection: ServerConnection) {
        switch error.reason {
        case .refused:
            self.init(status: error.status ?? 0, code: error.code, message: error.message, target: error.target)
        case .notReached where error.message.contains("another name"): self.init(otherNameAt: connection)
        case .notReached where error.message.contains("not trusted"): self.init(untrusted: connection)
        case .notReached:
            let reason = error.message.trimmingPrefix("The service was not reached: ")
            self.init("\(connection.endpoint.url) was not reached: \(reason)", advice: Self.startAdvice)
        case .timedOut:
            self.init("\(connection.endpoint.url): \(error.message)", advice: Self.startAdvice)
        case .unusableAnswer:
            self.init(
                "\(connection.endpoint.url): \(error.message)", advice: Self.strangerAdvice,
                status: ExitStatus.unexpected)
        case .invalidConnectionString, .invalidEndpoint, .invalidCredential, .invalidOption:
            self.init(error.message, status: ExitStatus.usage)
        }
    }

    private init(untrusted connection: ServerConnection) {
        self.init(
            "the certificate of \(connection.endpoint.url) is not trusted",
            advice: "Name the certificate of its authority: --ca divert-data/development-ca.pem")
    }

    private init(otherNameAt connection: ServerConnection) {
        self.init(
            "the certificate of \(connection.endpoint.url) is for another name",
            advice: "Use the name that it was made for: --endpoint https://localhost:7443")
    }

    private static let startAdvice =
        "Is the server running? divert serve starts it; --endpoint or DIVERT_CONNECTION_STRING name another."
    private static let strangerAdvice = "Is it a Divert server, with nothing in between? See --endpoint."

    /// An answer that is not a success.
    ///
    /// - Parameter error: The body, where it has the shape of the contract.
    init(refusal error: CommunicationError?, _ status: Int, _ connection: ServerConnection) {
        guard let error else {
            self.init(
                "\(connection.endpoint.url) answered HTTP status \(status)",
                advice: Self.strangerAdvice)
            return
        }
        self.init(status: status, code: error.code, message: error.message, target: error.target)
    }

    /// An error of the contract, from either plane.
    ///
    ///     404 8522: Call not found: … (target.phoneNumber.value)
    init(status: Int, code: String?, message: String, target: String?) {
        let code = code.map { $0.isEmpty ? "" : " \($0)" } ?? ""
        let place = target.map { message.contains($0) ? "" : " (\($0))" } ?? ""
        self.init("\(status)\(code): \(message)\(place)", advice: Self.advice(status, code.dropFirst(), target))
    }

    private static func advice(_ status: Int, _ code: Substring, _ target: String?) -> String? {
        switch (status, code) {
        case (_, "8522"): "Which calls there are and what became of them: divert calls"
        case (_, "8519"): "What was decided: divert calls"
        case (_, "8523") where target == "incomingCallContext":
            "What the context is: divert context decode. Those of the calls that ring: divert calls --state ringing "
                + "--format json"
        case (_, "8523"): nil
        case (_, "8521"): "How it went round: divert calls show ID. The limit is calls.maxDiversions."
        case (_, "7507"):
            "Use the connection string of the resource that the call belongs to: divert connection-string "
                + "--resource NAME"
        case (_, "7602"): "Choose another target: a number, or a user of the resource that the call belongs to."
        case (_, "IdentityNotFound"): "Which users there are: divert user list"
        case (_, "SubscriptionNotFound"): "Which subscriptions there are: divert subscriptions"
        case (_, "DeadLetterNotFound"): "Which events were not delivered: divert deadletters"
        case (401, _): "Check the key: divert connection-string --config FILE prints that of the configuration."
        case (404, _): "Check --endpoint, its path above all."
        case (429, _), (503, _): "Try again in a moment. What is wrong, if it stays so: the server's log."
        case (500..., _): "The server's log says why."
        default: nil
        }
    }

    /// What went wrong on the way, for people.
    private static func reason(_ error: any Error) -> String {
        switch error {
        case let error as IOError: String(cString: strerror(error.errnoCode)).lowercased()
        case let error as NIOConnectionError: Self.reason(error)
        case let error as HTTPClientError where Self.timeouts.contains(error): "no answer in time"
        case let error as HTTPClientError where error == .remoteConnectionClosed:
            "it closed the connection without an answer"
        default: "\(error)"
        }
    }

    /// The last address tells most: where a name has several, the first is often one that nobody listens on.
    private static func reason(_ error: NIOConnectionError) -> String {
        if let last = error.connectionErrors.last { return self.reason(last.error) }
        return error.dnsAError != nil || error.dnsAAAAError != nil ? "there is no host of this name" : "\(error)"
    }

    private static let timeouts: [HTTPClientError] = [
        .deadlineExceeded, .readTimeout, .writeTimeout, .connectTimeout, .tlsHandshakeTimeout,
        .getConnectionFromPoolTimeout,
    ]
}
