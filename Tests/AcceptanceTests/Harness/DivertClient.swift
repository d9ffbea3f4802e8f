package import AsyncHTTPClient
import Crypto
package import Foundation
import NIOCore
import NIOHTTP1

/// Speaks HTTP with a server the way a stranger would who has only read the contract: HMAC for the ACS plane, Basic for
/// the Divert plane, a connection for each request.
package struct DivertClient: Sendable {
    package static let developmentKey = "ZGl2ZXJ0LWRldmVsb3BtZW50LWtleS1sb29wYmFjay1vbmx5"

    package let endpoint: String
    package let accessKey: String
    private let connections: HTTPClient

    /// The first-sent date and the id that make a request repeatable.
    package struct Repeatability: Sendable {
        package let id = UUID().uuidString.lowercased()
        package let firstSent = DivertClient.imfFixdate(Date())

        package init() {}
    }

    package init(endpoint: String, accessKey: String, connections: HTTPClient = .shared) {
        self.endpoint = endpoint
        self.accessKey = accessKey
        self.connections = connections
    }

    /// A user of the development resource.
    package static func user(_ name: String) -> String { "8:acs:\(ServerConfiguration.developmentResource)_\(name)" }

    // MARK: The ACS plane

    /// - Parameter target: a number in E.164, or a raw id.
    package func redirect(
        _ context: String, to target: String, _ repeatability: Repeatability? = nil
    ) async throws -> HTTPAnswer {
        let number = ["kind": "phoneNumber", "rawId": "4:\(target)", "phoneNumber": ["value": target]] as [String: Any]
        let target = target.hasPrefix("+") ? number : ["rawId": target]
        return try await post(
            "callConnections:redirect", ["incomingCallContext": context, "target": target], repeatability)
    }

    package func reject(
        _ context: String, reason: String, _ repeatability: Repeatability? = nil
    ) async throws -> HTTPAnswer {
        try await post(
            "callConnections:reject", ["incomingCallContext": context, "callRejectReason": reason], repeatability)
    }

    /// Sorted keys: a request that is repeated must be the same bytes.
    private func post(
        _ operation: String, _ object: [String: Any], _ repeatability: Repeatability?
    ) async throws -> HTTPAnswer {
        var fields: [String: String] = [:]
        if let repeatability {
            fields["Repeatability-Request-ID"] = repeatability.id
            fields["Repeatability-First-Sent"] = repeatability.firstSent
        }
        return try await signed(
            "/calling/\(operation)?api-version=2026-03-12",
            JSONSerialization.data(withJSONObject: object, options: .sortedKeys),
            fields: fields)
    }

    /// A signed request, a POST unless said otherwise. The host is signed and sent as given, whatever the connection leads
    /// to; so is the date.
    package func signed(
        _ target: String, _ body: Data, method: String = "POST", host: String? = nil, at date: Date = Date(),
        fields: [String: String] = [:]
    ) async throws -> HTTPAnswer {
        let host = host ?? String(endpoint.drop { $0 != "/" }.drop { $0 == "/" })
        let date = Self.imfFixdate(date)
        let hash = Data(SHA256.hash(data: body)).base64EncodedString()
        let key = SymmetricKey(data: Data(base64Encoded: accessKey) ?? Data())
        let text = Data("\(method)\n\(target)\n\(date);\(host);\(hash)".utf8)
        let signature = Data(HMAC<SHA256>.authenticationCode(for: text, using: key)).base64EncodedString()
        var fields = fields.merging(["Content-Type": "application/json"]) { given, _ in given }
        fields["Host"] = host
        fields["x-ms-date"] = date
        fields["x-ms-content-sha256"] = hash
        fields["Authorization"] = "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=\(signature)"
        return try await send(method, target, body, fields)
    }

    /// A request with a bearer token.
    package func bearing(
        _ token: String, _ method: String, _ target: String, _ body: Data?, host: String? = nil
    ) async throws -> HTTPAnswer {
        var fields = ["Authorization": "Bearer \(token)", "Content-Type": "application/json"]
        if let host { fields["Host"] = host }
        return try await send(method, target, body, fields)
    }

    // MARK: The Divert plane

    package func calls() async throws -> [CallView] {
        struct Page: Decodable {
            package let calls: [CallView]
        }
        return try await basic("GET", "/divert/calls").decoded(Page.self).calls
    }

    /// The call, at the latest after `wait` seconds, at once when it does not ring any more.
    package func call(_ id: String, wait: Int = 0) async throws -> CallView {
        try await basic("GET", "/divert/calls/\(id)?wait=\(wait)").decoded()
    }

    /// The call as soon as its row says what the test waits for, at the latest after twenty seconds.
    package func call(_ id: String, until holds: (CallView) -> Bool) async throws -> CallView {
        try await ask({ try await self.call(id) }, until: holds)
    }

    /// A simulated call that rings. Caller and callee are numbers in E.164 or raw ids.
    package func simulate(from: String = "+14255550199", to: String = "+14255550100") async throws -> CallView {
        try await basic("POST", "/divert/calls", ["from": from, "to": to]).decoded()
    }

    package func basic(_ method: String, _ target: String, _ object: [String: Any]? = nil) async throws -> HTTPAnswer {
        let body = try object.map { try JSONSerialization.data(withJSONObject: $0) }
        let credential = Data("test:\(accessKey)".utf8).base64EncodedString()
        return try await send(
            method, target, body, ["Authorization": "Basic \(credential)", "Content-Type": "application/json"])
    }

    /// A request without credentials.
    package func plain(_ method: String, _ target: String) async throws -> HTTPAnswer {
        try await send(method, target, nil, [:])
    }

    private func send(
        _ method: String, _ target: String, _ body: Data?, _ fields: [String: String]
    ) async throws -> HTTPAnswer {
        var request = HTTPClientRequest(url: endpoint + target)
        request.method = .init(rawValue: method)
        for (name, value) in fields { request.headers.add(name: name, value: value) }
        request.headers.add(name: "Connection", value: "close")
        if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
        let response = try await connections.execute(request, timeout: .seconds(70))
        let received = try await response.body.collect(upTo: 1 << 20)
        let named = response.headers.map { ($0.name.lowercased(), $0.value) }
        return HTTPAnswer(
            status: Int(response.status.code), version: response.version, fields: Dictionary(named) { "\($0), \($1)" },
            body: Data(received.readableBytesView))
    }

    /// RFC 9110 §5.6.7, for example `Thu, 12 Mar 2026 08:00:00 GMT`.
    package static func imfFixdate(_ date: Date) -> String {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(secondsFromGMT: 0)
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        return format.string(from: date)
    }
}
