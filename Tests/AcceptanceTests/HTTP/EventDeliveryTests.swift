import Foundation
import Testing

extension HTTPAcceptance {
    @Suite("Events")
    struct EventDelivery {
        private let call = ["from": "+14255550199", "to": "+14255550100"]

        @Test("A failed delivery is repeated once after two seconds, with the same id")
        func repeats() async throws {
            try await withApplication(answering: ["500", "200"]) { server, application in
                let view = try await server.http.basic("POST", "/divert/calls", call).decoded(CallView.self)
                let first = try await application.event()
                let second = try await application.event()
                #expect(second.event.id == first.event.id)
                #expect(second.fields["aeg-delivery-count"] == "1")
                let record = try await server.http.call(view.id) { $0.events.first?.state == "delivered" }
                #expect(record.events.first?.state == "delivered")
                let attempts = try #require(record.events.first?.attempts)
                #expect(attempts.map(\.status) == [500, 200])
                let format = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
                let times = try attempts.map { try Date($0.at, strategy: format) }
                #expect(times[1].timeIntervalSince(times[0]) > 1.5)
            }
        }

        @Test("Nothing is repeated for a call that does not ring any more")
        func stops() async throws {
            try await withApplication(answering: ["500"]) { server, application in
                let view = try await server.http.basic("POST", "/divert/calls", call).decoded(CallView.self)
                let received = try await application.event()
                try await server.http.redirect(received.context, to: "+14255550123").accepted()
                let record = try await server.http.call(view.id) { $0.events.first?.state == "failed" }
                #expect(record.events.first?.state == "failed")
                // A slow machine may have been told of it twice before.
                await application.events.forget()
                #expect(await application.events.next(within: .seconds(3)).map(\.event.id) == nil)
            }
        }

        @Test("Nobody is subscribed: the call rings, and the log says which line to add")
        func nobody() async throws {
            try await withServer { server in
                let view = try await server.http.basic("POST", "/divert/calls", call).decoded(CallView.self)
                #expect(view.state == "ringing" && view.events.isEmpty)
                try await server.logged("A line about subscriptions") { $0.contains("subscriptions") }
            }
        }
    }
}
