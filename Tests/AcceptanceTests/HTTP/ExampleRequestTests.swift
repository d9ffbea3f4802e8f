import Foundation
import Testing

extension HTTPAcceptance {
    @Suite("The published example request")
    struct ExampleRequest {
        private static let host = "contoso.communications.azure.com"
        private static let resource = "b9614373-fd0b-480c-8fd2-cb58b70eab9f"

        @Test(
            "Byte for byte, with its own Host, it redirects the simulated call that carries its context: 204",
            arguments: [true, false])
        func redirects(hasRoute: Bool) async throws {
            var configuration = ServerConfiguration()
            configuration.resource = (Self.resource, Self.host, Data("a key of the example".utf8).base64EncodedString())
            configuration.routes = hasRoute ? [("8:acs:*", "sip:{rawId}@{domain}")] : []
            try await withServer(configuration) { server in
                let body = try Data(contentsOf: Surroundings.exampleRequest)
                let context = try JSONDecoder().decode(Example.self, from: body).incomingCallContext
                let placed = try await server.http.basic(
                    "POST", "/divert/calls",
                    [
                        "from": "+14255550199", "incomingCallContext": context,
                        "to": "8:acs:\(Self.resource)_0269be4d-5be0-4770-bf9c-a1ff50ee78d5",
                    ])
                #expect(placed.status == 201, "\(placed)")
                let call = try placed.decoded(CallView.self)

                let target = "/calling/callConnections:redirect?api-version=2026-03-12"
                try await server.http.signed(target, body, host: Self.host).accepted()
                let decided = try await server.http.call(call.id)
                // The target is a user of the call's resource: the call rings on there, also where a route exists.
                #expect(decided.state == "ringing" && decided.hops.count == 2)
                #expect(decided.hops[0].decision?.target?.rawId == decided.hops[1].to.rawId)
                // The same decision again is the same answer.
                try await server.http.signed(target, body, host: Self.host).accepted()
            }
        }

        @Test("Without a call that carries its context it is refused: 400 with code 8523")
        func unknownContext() async throws {
            try await withServer { server in
                let answer = try await server.http.signed(
                    "/calling/callConnections:redirect?api-version=2026-03-12",
                    Data(contentsOf: Surroundings.exampleRequest))
                #expect(answer.status == 400 && answer.errorCode == "8523", "\(answer)")
            }
        }

        private struct Example: Decodable {
            let incomingCallContext: String
        }
    }
}
