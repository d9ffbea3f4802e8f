import Foundation
import Testing

extension EventsAcceptance {
    @Suite("Subscriptions while the server runs")
    struct SubscriptionLife {
        private struct View: Decodable {
            let name: String
            let state: String
            let reason: String?
        }

        private let call = ["from": "+14255550199", "to": "+14255550100"]
        private let path = "/divert/subscriptions/made"

        @Test("One that is made hears of the next call, also after kill -9; removed, of none")
        func life() async throws {
            let application = try await Application.start()
            try await withServer { server in
                let made = try await server.http.basic("PUT", path, ["endpoint": application.url])
                #expect(made.status == 201, "\(made)")
                let first = try await server.http.basic("POST", "/divert/calls", call).decoded(CallView.self)
                #expect(try await application.event().call == first.id)
                try await server.kill()
                try await server.restart()
                let second = try await server.http.basic("POST", "/divert/calls", call).decoded(CallView.self)
                _ = try await application.events.expect("The second event") { $0.call == second.id }
                #expect(try await server.http.basic("DELETE", path).status == 204)
                let third = try await server.http.basic("POST", "/divert/calls", call).decoded(CallView.self)
                #expect(third.events.isEmpty && third.count(of: "noSubscriber") == 1)
            }
            await application.end()
        }

        @Test("Private addresses are refused, by number and by name, before anything is sent")
        func guarded() async throws {
            try await withServer { server in
                for endpoint in ["http://10.0.0.1/", "http://169.254.169.254/latest", "http://[fd00::1]/", "ftp://a/"] {
                    let answer = try await server.http.basic("PUT", path, ["endpoint": endpoint])
                    #expect(answer.status == 400 && answer.errorCode == "8523", "\(answer)")
                }
                #expect(try await server.http.basic("GET", path).status == 404)
            }
        }

        @Test("An endpoint that must agree and does not stays pending, with its answer; events wait for it")
        func pending() async throws {
            let application = try await Application.start(answers: ["404 not here"])
            try await withServer { server in
                let body: [String: Any] = ["endpoint": application.url, "validation": "always"]
                #expect(try await server.http.basic("PUT", path, body).status == 201)
                let view = try await ask {
                    try await server.http.basic("GET", path).decoded(View.self)
                } until: {
                    $0.reason != nil
                }
                #expect(view.state == "pending" && view.reason?.contains("404") == true, "\(view)")
                #expect(view.reason?.contains("not here") == true)
                let ringing = try await server.http.basic("POST", "/divert/calls", call).decoded(CallView.self)
                #expect(ringing.events.isEmpty)
            }
            await application.end()
        }

        @Test("divert listen agrees, in both schemas", arguments: ["eventGrid", "cloudEvents"])
        func handshake(schema: String) async throws {
            try await withServer { server in
                try await withListener { listen in
                    let body: [String: Any] = ["endpoint": listen.webhook, "validation": "always", "schema": schema]
                    #expect(try await server.http.basic("PUT", path, body).status == 201)
                    let view = try await ask {
                        try await server.http.basic("GET", path).decoded(View.self)
                    } until: {
                        $0.state != "pending"
                    }
                    #expect(view.state == "valid", "\(view)")
                }
            }
        }
    }
}
