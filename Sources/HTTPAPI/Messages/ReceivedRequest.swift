import CallAutomationModel
import CallRouting
import NIOHTTP1

/// A request that arrived whole, before anybody looked at what it asks.
struct ReceivedRequest: Sendable {
    let method: String
    let target: RequestTarget
    /// The prefix of the public address, if the path began with it; links in the answer begin with it, too.
    let prefix: String
    let headers: HTTPHeaders
    let body: [UInt8]
    let arrivedAt: Timestamp

    /// The values of all field lines of a header.
    func values(_ name: String) -> [String] {
        self.headers[name]
    }

    /// `Host`, or `:authority` with HTTP/2; nil with HTTP/1.0.
    var host: String? { self.headers.first(name: "Host") }

    /// Refuses a body that is not declared as JSON: `application/json` or a type ending in `+json`, with any parameters.
    func requireJSON() throws(CommunicationError) {
        let values = self.values("Content-Type")
        guard let value = values.first, values.count == 1 else { throw .unsupportedMediaType }
        if value == "application/json" { return }
        let mediaType = value.prefix { $0 != ";" }.lowercased().filter { $0 != " " && $0 != "\t" }
        let isStructured = mediaType.hasPrefix("application/") && mediaType.hasSuffix("+json")
        guard mediaType == "application/json" || isStructured else { throw .unsupportedMediaType }
    }

    /// Refuses a request that wants to be repeatable where that is not offered (OASIS Repeatable Requests 1.0: 501, and
    /// nothing is done).
    func refuseRepeatability() throws(CommunicationError) {
        guard self.values(RepeatableRequest.idHeader).isEmpty, self.values(RepeatableRequest.dateHeader).isEmpty else {
            throw .repeatabilityNotOffered
        }
    }
}
