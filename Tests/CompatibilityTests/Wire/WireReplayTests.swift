import AcceptanceHarness
import Foundation
import Testing

extension Compatibility {
    /// Requests as the SDKs of other languages write them, byte for byte, over a plain connection.
    @Suite("What other SDKs send")
    struct WireReplays {
        private static let resource = "b9614373-fd0b-480c-8fd2-cb58b70eab9f"
        private static let host = "contoso.communications.azure.com"
        private static let key = Data("the key of a resource that is known by two names".utf8).base64EncodedString()

        private static var configuration: ServerConfiguration {
            var configuration = ServerConfiguration()
            configuration.resource = (resource, host, key)
            configuration.routes = [("+1*", "sip:{number}@gw1.example.net"), ("*", "sip:{rawId}@gw1.example.net")]
            return configuration
        }

        private static func values(_ call: CallView, _ server: DivertServer) throws -> RequestTemplate.Values {
            [
                "context": call.context, "port": "\(try ReadyLine.port(of: server.ready.http))", "resource": resource,
                "resource-host": host, "date": DivertClient.imfFixdate(Date()),
                "repeatability-id": UUID().uuidString.lowercased(),
                "client-request-id": UUID().uuidString.lowercased(),
            ]
        }

        @Test(
            "A request is carried out, and repeated byte for byte answered the same",
            arguments: ["JavaScript", "DotNet", "Java"])
        func carriesOut(client: String) async throws {
            try await withServer(Self.configuration) { server in
                for template in try RequestTemplate.all(of: client) {
                    let call = try await server.http.simulate()
                    let values = try Self.values(call, server)
                    let request = try template.signed(values, with: Self.key)
                    for _ in 1...2 {
                        let answer = HTTPAnswer(try await RawConnection.send(request, to: server))
                        #expect(answer.status == 204 && answer.body.isEmpty, "\(template.name): \(answer)")
                        #expect(answer.fields["x-ms-client-request-id"] == values["client-request-id"])
                        #expect(answer.fields["repeatability-result"] == "accepted", "\(template.name)")
                        #expect(answer.fields["x-microsoft-skype-chain-id"] == call.id)
                    }
                    let record = try await server.http.call(call.id)
                    let decision = record.hops[0].decision
                    let expected = try template.decision(values)
                    #expect(decision?.kind == expected.kind, "\(template.name)")
                    #expect((decision?.target?.rawId ?? decision?.reason) == expected.what, "\(template.name)")
                    #expect(record.count(of: "redirect") + record.count(of: "reject") == 1)
                }
            }
        }

        @Test(
            "With one byte of the body changed on the way it is refused",
            arguments: ["JavaScript", "DotNet", "Java"])
        func refusesTampering(client: String) async throws {
            try await withServer(Self.configuration) { server in
                for template in try RequestTemplate.all(of: client) {
                    let call = try await server.http.simulate()
                    var request = try template.signed(Self.values(call, server), with: Self.key)
                    request[request.endIndex - 2] ^= 1
                    let answer = HTTPAnswer(try await RawConnection.send(request, to: server))
                    #expect(answer.status == 401 && answer.errorCode == "Denied", "\(template.name): \(answer)")
                    #expect(try await server.http.call(call.id).state == "ringing")
                }
            }
        }

        @Test(
            "The custom context of a preview arrives with the event of the next hop",
            arguments: [
                ("JavaScript", ["userToUser": "616c696365;encoding=hex", "X-MS-Custom-Tag": "gold", "X-Queue": "7"]),
                ("DotNet", ["userToUser": "616c696365;encoding=hex", "X-MS-Custom-Tag": "gold"]),
                ("Java", ["X-MS-Custom-Tag": "gold"]),
            ])
        func handsOnCustomContext(client: String, sipHeaders: [String: String]) async throws {
            try await withApplication(Self.configuration) { server, application in
                let call = try await server.http.simulate()
                _ = try await application.event()
                let template = try RequestTemplate("\(client)/redirect-preview-context.http")
                let request = try template.signed(Self.values(call, server), with: Self.key)
                try HTTPAnswer(try await RawConnection.send(request, to: server)).accepted()
                let context = try await application.event().event.data.customContext
                #expect(context?.sipHeaders == sipHeaders)
                #expect(context?.voipHeaders == ["ticket": "4711"])
            }
        }

        @Test("Signed by a name that is not the server's it is refused", arguments: ["X-FORWARDED-HOST", "x-ms-host"])
        func refusesForeignHosts(field: String) async throws {
            try await withServer(Self.configuration) { server in
                let name =
                    field == "x-ms-host" ? "JavaScript/redirect-custom-endpoint.http" : "DotNet/redirect-forwarded.http"
                let call = try await server.http.simulate()
                var values = try Self.values(call, server)
                values["resource-host"] = "somebody-else.communications.azure.com"
                let request = try RequestTemplate(name).signed(values, with: Self.key)
                let answer = HTTPAnswer(try await RawConnection.send(request, to: server))
                #expect(answer.status == 401 && answer.errorCode == "Denied", "\(answer)")
            }
        }
    }
}
