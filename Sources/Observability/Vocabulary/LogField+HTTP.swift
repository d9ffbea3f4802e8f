package import CallAutomationModel
import Logging

// What lines say about HTTP requests.
extension LogField {
    /// `x-ms-request-id`, which we made.
    package static func request(_ id: String) -> LogField { LogField("request", id) }

    /// `x-ms-client-request-id`, when it is the UUID that every SDK sends; anything else stays out of the log.
    package static func clientRequest(_ id: String?) -> LogField {
        LogField("clientRequest", id.flatMap { UUIDText($0) })
    }

    /// A communication user, redacted.
    package static func user(_ id: CommunicationIdentifier) -> LogField { LogField("user", id) }

    /// Our name for what the request asked for. The path stays out: a mistaken client may have put anything there.
    package static func endpoint(_ name: String) -> LogField { LogField("endpoint", name) }

    /// `error.code` of the answer.
    package static func code(_ code: String?) -> LogField { LogField("code", code) }

    /// The `api-version` that was asked for.
    package static func requested(_ version: APIVersion.Served) -> LogField { LogField("requested", version.requested) }

    /// The `api-version` that was served.
    package static func served(_ version: APIVersion.Served) -> LogField { LogField("served", version.version) }

    /// The addresses of listeners: scheme, host and port.
    package static func listeners(_ addresses: [String]) -> LogField {
        LogField("listeners", .array(addresses.map { .stringConvertible(RedactedURI($0)) }))
    }
}
