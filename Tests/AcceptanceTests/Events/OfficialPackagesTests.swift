import Foundation
import Testing

extension EventsAcceptance {
    @Suite("What the official packages make of deliveries")
    struct OfficialPackages {
        private struct Reading: Decodable {
            let reader: String?
            let id: String?
            let type: String?
            let source: String?
            let isIncomingCall: Bool?
            let year: Int?
            let context: String?
            let problem: String?
        }

        @Test(
            "azure-eventgrid, azure-core and cloudevents read them",
            arguments: [("eventGrid", "azure-eventgrid"), ("cloudEvents", "cloudevents")])
        func read(schema: String, reader: String) async throws {
            let receiver = try ChildProcess(
                Surroundings.python, [Surroundings.tests.appending(path: "Scripts/official_receiver.py").path],
                environment: Surroundings.childEnvironment, folder: FileManager.default.temporaryDirectory)
            do {
                var configuration = ServerConfiguration()
                configuration.webhook = try await receiver.output.expect("The receiver's address")
                configuration.subscription = ["schema: \(schema)"]
                try await withServer(configuration) { server in
                    let body: [String: Any] = [
                        "from": "+14255550199", "to": "+14255550100", "callerDisplayName": "Zoë „A“",
                        "customContext": ["sipHeaders": ["userToUser": "61;encoding=hex"]],
                    ]
                    let call = try await server.http.basic("POST", "/divert/calls", body).decoded(CallView.self)
                    let line = try await receiver.output.expect("What it read")
                    let reading = try JSONDecoder().decode(Reading.self, from: Data(line.utf8))
                    #expect(reading.reader == reader, "\(line)")
                    #expect(reading.id == call.events.first?.id && reading.isIncomingCall == true)
                    #expect(reading.context == call.incomingCallContext)
                    #expect(reading.source?.hasSuffix("/communicationServices/local") == true)
                    #expect((reading.year ?? 0) >= 2026)
                }
            } catch {
                await receiver.end()
                throw error
            }
            await receiver.end()
        }
    }
}
