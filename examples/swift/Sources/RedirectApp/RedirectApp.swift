import CallAutomationClient
import Foundation
import HTTPTypes
import Hummingbird

/// Redirects every call to one number.
///
///     CONNECTION_STRING   of the resource: endpoint=https://localhost:7443/;accesskey=…
///     TRUSTED_CA          a PEM file, when the service has a certificate of its own making
///     REDIRECT_TO         where calls go: +14255550199, sip:201@pbx.example
///     PORT                where events arrive, 9090 unless given
@main
struct RedirectApp {
    let client: CallAutomationClient
    let target: CommunicationIdentifier
    let webhook = IncomingCallWebhook()

    static func main() async throws {
        let environment = ProcessInfo.processInfo.environment
        var options = CallAutomationClient.Options()
        if let file = environment["TRUSTED_CA"] { options.trust = .pemFile(file) }
        let app: RedirectApp
        do {
            app = RedirectApp(
                client: try CallAutomationClient(
                    connectionString: environment["CONNECTION_STRING"] ?? "", options: options),
                target: CommunicationIdentifier(e164OrRawID: environment["REDIRECT_TO"] ?? "+14255550199"))
        } catch {
            FileHandle.standardError.write(Data("CONNECTION_STRING: \(error)\n".utf8))
            exit(78)
        }

        let router = Router()
        router.on("/api/events", method: .post) { request, _ in try await app.receive(request) }
        router.on("/api/events", method: .options) { request, _ in try await app.receive(request) }
        let port = environment["PORT"].flatMap { Int($0) } ?? 9090
        try await Application(
            router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port))
        ).runService()
    }

    /// Answers the sender of the events at once; the calls are decided meanwhile.
    func receive(_ request: Request) async throws -> Response {
        let body = try await request.body.collect(upTo: IncomingCallWebhook.bodyLimit)
        let received = self.webhook.receive(
            method: request.method.rawValue, headers: request.headers.map { ($0.name.rawName, $0.value) },
            body: body.readableBytesView)
        for call in received.incomingCalls {
            Task { await self.decide(call) }
        }
        for problem in received.problems { print("An event that cannot be read: \(problem)") }
        return Response(received.answer)
    }

    func decide(_ call: IncomingCallEvent) async {
        do {
            try await self.client.redirectCall(call, to: self.target)
            print("\(call.correlationID): redirected")
        } catch {
            print("\(call.correlationID): \(error)")
        }
    }
}

extension Response {
    init(_ answer: WebhookAnswer) {
        var headers = HTTPFields()
        for (name, value) in answer.headers {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        self.init(
            status: HTTPResponse.Status(code: answer.status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
    }
}
