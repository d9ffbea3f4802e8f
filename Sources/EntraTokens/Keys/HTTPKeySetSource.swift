package import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import WebTokens

/// A key set behind a URL. An answer counts when it is 200 and of bounded length, and comes within some seconds;
/// redirections are not followed, so that nobody but the configured host can name keys.
package struct HTTPKeySetSource: KeySetSource {
    private let url: String
    private let client: HTTPClient
    private let patience: Duration

    /// - Parameters:
    ///   - client: One of ``makeClient()``; whoever made it ends it.
    ///   - patience: how long the head of an answer may take.
    package init(url: String, client: HTTPClient, patience: Duration = .seconds(5)) {
        self.url = url
        self.client = client
        self.patience = patience
    }

    /// A client that asks for keys.
    package static func makeClient() -> HTTPClient {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(5)))
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    package func fetch() async throws -> [UInt8] {
        var request = HTTPClientRequest(url: self.url)
        request.headers.add(name: "Accept", value: "application/json")
        do {
            let response = try await self.client.execute(request, timeout: TimeAmount(self.patience))
            guard response.status == .ok else {
                throw KeySetSourceError("the issuer's keys: expected 200, found \(response.status.code)")
            }
            return Array(try await response.body.collect(upTo: WebKeySet.lengthLimit).readableBytesView)
        } catch let error as KeySetSourceError {
            throw error
        } catch {
            throw KeySetSourceError("the issuer's keys cannot be fetched: \(error)")
        }
    }
}
