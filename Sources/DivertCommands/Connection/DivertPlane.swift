import AsyncHTTPClient
import CallAutomationClient
import CallAutomationModel
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL
import RequestSigning

/// The Divert plane of a server, `/divert/*`, and its identity operations, asked with signed requests.
struct DivertPlane: Sendable {
    /// How long a connection may take to be made, and an answer beyond what the request itself waits for.
    private static let patience: Duration = .seconds(10)
    /// More than a page of calls is long.
    private static let answerLimit = 16 << 20

    let connection: ServerConnection
    private let client: HTTPClient

    /// Lets a verb ask a server; connections are closed when it is done.
    ///
    /// - Throws: What the verb throws, and status 64 for trusted certificates that cannot be read.
    static func with<Result: Sendable>(
        _ connection: ServerConnection, _ ask: (DivertPlane) async throws -> Result
    ) async throws -> Result {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(10)))
        // A server that is down is told at once.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.tlsConfiguration = try self.trust(connection)
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let result: Result
        do {
            result = try await ask(DivertPlane(connection: connection, client: client))
        } catch {
            try? await client.shutdown()
            throw error
        }
        try? await client.shutdown()
        return result
    }

    /// A GET.
    ///
    /// - Parameters:
    ///   - target: Path and query.
    ///   - wait: How long the server itself may take.
    func get(_ target: String, wait: Duration = .zero) async throws(CommandFailure) -> JSONValue {
        try await self.send(.GET, target, [], wait: wait)
    }

    /// A POST of a JSON text; `null` where nothing comes back.
    func post(
        _ target: String, _ body: [UInt8], wait: Duration = .zero
    ) async throws(CommandFailure) -> JSONValue {
        try await self.send(.POST, target, body, wait: wait)
    }

    /// A PUT of a JSON text.
    func put(_ target: String, _ body: [UInt8]) async throws(CommandFailure) -> JSONValue {
        try await self.send(.PUT, target, body, wait: .zero)
    }

    /// A DELETE.
    func delete(_ target: String) async throws(CommandFailure) {
        _ = try await self.send(.DELETE, target, [], wait: .zero)
    }

    private func send(
        _ method: HTTPMethod, _ target: String, _ body: [UInt8], wait: Duration
    ) async throws(CommandFailure) -> JSONValue {
        let endpoint = self.connection.endpoint
        var request = HTTPClientRequest(url: endpoint.url + target)
        request.method = method
        request.headers.add(name: "Host", value: endpoint.host)
        request.headers.add(name: "Accept", value: "application/json")
        let signature = RequestSigner(key: self.connection.accessKey).sign(
            method: method.rawValue, pathAndQuery: endpoint.basePath + target, host: endpoint.host, body: body,
            now: Int64(Date().timeIntervalSince1970))
        for (name, value) in signature.fields { request.headers.add(name: name, value: value) }
        if !body.isEmpty {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: body))
        }
        let status: Int
        let content: [UInt8]
        do {
            let limit = Self.patience + wait
            let response = try await self.client.execute(request, timeout: .nanoseconds(limit.wholeNanoseconds))
            status = Int(response.status.code)
            content = Array(try await response.body.collect(upTo: Self.answerLimit).readableBytesView)
        } catch {
            throw CommandFailure(unreachable: self.connection, because: error)
        }
        return try self.result(status, content)
    }

    private func result(_ status: Int, _ content: [UInt8]) throws(CommandFailure) -> JSONValue {
        guard (200..<300).contains(status) else {
            throw CommandFailure(refusal: CommunicationError.decode(content, status: status), status, self.connection)
        }
        guard status != 204 else { return .null }
        guard let value = try? JSONValue(parsing: content) else {
            throw CommandFailure(
                "\(self.connection.endpoint.url) answered \(status) with something that is not JSON",
                advice: "Is it a Divert server, with nothing in between? See --endpoint.",
                status: ExitStatus.unexpected)
        }
        return value
    }

    private static func trust(_ connection: ServerConnection) throws(CommandFailure) -> TLSConfiguration? {
        guard connection.endpoint.isSecure, let file = connection.authorityFile else { return nil }
        var configuration = TLSConfiguration.makeClientConfiguration()
        do {
            configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(file))
        } catch {
            throw CommandFailure(
                "\(file) holds no certificates in PEM form",
                advice: "--ca names the certificate of the server's authority, divert-data/development-ca.pem.",
                status: ExitStatus.usage)
        }
        return configuration
    }
}

extension Duration {
    fileprivate var wholeNanoseconds: Int64 {
        let (seconds, attoseconds) = self.components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
