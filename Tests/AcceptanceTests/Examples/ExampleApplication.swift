import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// The application of `examples/python`, started as its README says.
struct ExampleApplication: Sendable {
    /// What it says: a line for each call that it acted on.
    let lines: Inbox<String>

    private let url: String
    private let child: ChildProcess

    /// Starts it, and waits until it receives events.
    static func start(on port: Int, for server: DivertServer) async throws -> ExampleApplication {
        let settings = [
            "ACS_CONNECTION_STRING": "endpoint=\(server.ready.https ?? "")/;accesskey=\(DivertClient.developmentKey)",
            "REQUESTS_CA_BUNDLE": server.folder.file("data/development-ca.pem").path,
            "PORT": "\(port)",
        ]
        let child = try ChildProcess(
            Surroundings.python, [Surroundings.examples.appending(path: "python/app.py").path],
            environment: Surroundings.childEnvironment.merging(settings) { $1 }, folder: server.folder.url)
        do {
            _ = try await child.output.expect("The application's first line") { $0.hasPrefix("Receiving events") }
            return ExampleApplication(
                lines: child.output, url: "http://127.0.0.1:\(port)/api/events", child: child)
        } catch {
            await child.end()
            throw error
        }
    }

    /// Sends it events by hand.
    func receive(_ events: [[String: Any]]) async throws -> HTTPAnswer {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "Connection", value: "close")
        request.body = .bytes(ByteBuffer(bytes: try JSONSerialization.data(withJSONObject: events)))
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
        let body = try await response.body.collect(upTo: 1 << 16)
        return HTTPAnswer(status: Int(response.status.code), fields: [:], body: Data(body.readableBytesView))
    }

    func end() async {
        await child.end()
    }
}

/// Runs a test against the application and a server with HTTPS.
///
/// - Parameter isSubscribed: whether the server sends its events there; otherwise the test does.
func withExampleApplication(
    isSubscribed: Bool = true, _ test: (DivertServer, ExampleApplication) async throws -> Void
) async throws {
    let port = try await FreePort.tcp()
    var configuration = ServerConfiguration()
    configuration.hasTLS = true
    configuration.webhook = isSubscribed ? "http://127.0.0.1:\(port)/api/events" : nil
    try await withServer(configuration) { server in
        let application = try await ExampleApplication.start(on: port, for: server)
        do {
            try await test(server, application)
        } catch {
            await application.end()
            throw error
        }
        await application.end()
    }
}
