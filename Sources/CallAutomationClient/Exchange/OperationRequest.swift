import CallAutomationModel
import Foundation

/// One request as all its attempts send it: the ids, the body and the request target never change.
struct OperationRequest: Sendable {
    let endpoint: ServiceEndpoint
    /// Path and query, exactly as sent and signed.
    let target: String
    let body: [UInt8]
    /// Every header but those of the authorization.
    let headers: [(name: String, value: String)]

    init(
        endpoint: ServiceEndpoint, operation: String, apiVersion: String, body: [UInt8], repeatability: Repeatability,
        clientRequestID: UUID
    ) {
        let firstSent = Int64(repeatability.firstSent.timeIntervalSince1970.rounded(.down))
        self.endpoint = endpoint
        self.target = "\(endpoint.basePath)/calling/callConnections:\(operation)?api-version=\(apiVersion)"
        self.body = body
        self.headers = [
            ("Host", endpoint.host),
            ("Content-Type", "application/json"),
            ("Accept", "application/json"),
            ("User-Agent", "divert-client-swift"),
            ("Repeatability-Request-ID", repeatability.requestID.uuidString.lowercased()),
            ("Repeatability-First-Sent", IMFFixdate.format(secondsSince1970: firstSent)),
            ("x-ms-client-request-id", clientRequestID.uuidString.lowercased()),
        ]
    }

    /// The whole address.
    var url: String {
        "\(self.endpoint.isSecure ? "https" : "http")://\(self.endpoint.host)\(self.target)"
    }
}
