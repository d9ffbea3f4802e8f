import CallAutomationModel
import EventModel
package import Foundation
import NIOCore
import RequestSigning
import SIPCaller
import SIPMessage

/// The main job, shown with real parts: a server process, a SIP caller, an application with a webhook.
///
/// Each step throws a `DemoError` when what should happen did not.
package struct Demo {
    private static let callee = "sip:+14255550100@127.0.0.1"
    private static let caller = "sip:+14255550123@127.0.0.1"
    static let target = CommunicationIdentifier.phoneNumber("+14255550199")
    /// Nothing in the demo takes longer; what does, failed.
    static let patience: Duration = .seconds(20)

    private let folder: URL
    private let example: [UInt8]?
    let print: (String) -> Void

    /// - Parameters:
    ///   - folder: an empty folder for configuration and data.
    ///   - example: the body of the published example request; nil leaves that step out.
    ///   - print: gets each line of the story.
    package init(folder: URL, example: [UInt8]?, print: @escaping (String) -> Void) {
        self.folder = folder
        self.example = example
        self.print = print
    }

    /// Runs every step.
    package func run() async throws {
        guard let key = AccessKey(base64: DemoConfiguration.accessKey) else { throw DemoError("no access key") }
        let webhook = try await DemoWebhook()
        do {
            try await self.run(webhook, key)
        } catch {
            await webhook.stop()
            throw error
        }
        await webhook.stop()
    }

    private func run(_ webhook: DemoWebhook, _ key: AccessKey) async throws {
        var events = webhook.events.makeAsyncIterator()
        let configuration = DemoConfiguration(folder: self.folder, webhook: webhook.endpoint)

        let server = try ServerProcess(configuration: configuration.write())
        self.print("A server is up: \(server.addresses.http), \(server.addresses.sip.joined(separator: ", "))")
        let application = ApplicationClient(base: server.addresses.http, key: key)
        do {
            self.print("\nA call is redirected\n")
            try await self.redirectOneCall(server, application, &events)
            self.print("\nA number, a user, a token: the call is sent on twice\n")
            try await self.sendOnTwice(server, application, &events)
            if let example = self.example {
                self.print("\nThe example request of the REST reference, byte for byte\n")
                try await self.replayExample(example, application)
            }
        } catch {
            server.kill()
            throw error
        }
        self.print("\nkill -9 while a call rings\n")
        try await self.survive(server, application, configuration, &events)
    }

    private func redirectOneCall(
        _ server: ServerProcess, _ application: ApplicationClient,
        _ events: inout AsyncStream<DemoWebhook.Event>.Iterator
    ) async throws {
        var story = Story()
        let call = try await self.ring(server, &events, &story)
        try await self.redirect(call, application, &story)
        self.print(story.text)
    }

    /// What rings: the caller's side and the event about it.
    struct RingingCall {
        let caller: SIPCaller
        let event: DemoWebhook.Event
    }

    /// Places a call and waits until the application heard of it.
    func ring(
        _ server: ServerProcess, _ events: inout AsyncStream<DemoWebhook.Event>.Iterator, _ story: inout Story
    ) async throws -> RingingCall {
        let invitation = try Invitation(
            target: CallTarget(parsing: "\(Self.callee):\(server.addresses.sipPort)"),
            from: CallParty(parsing: Self.caller), displayName: "Alice")
        let caller = try SIPCaller(
            invitation, to: SocketAddress(ipAddress: "127.0.0.1", port: server.addresses.sipPort),
            random: .random(in: .min ... .max))
        story.add(try await caller.place(), "caller", "INVITE \(Self.callee)")
        let trying = try await self.hear(caller) { $0.statusCode == 100 }
        story.add(trying.at, "Divert", "100 Trying")
        guard let event = await events.next() else { throw DemoError("no event came") }
        story.add(
            event.at, "application",
            "IncomingCall event, incomingCallContext of \(event.call.incomingCallContext.utf8.count) bytes")
        return RingingCall(caller: caller, event: event)
    }

    /// Lets the application redirect the call, and checks what both sides are told.
    ///
    /// - Parameter token: of the user that the call rings at; nil when it is the application itself that decides.
    func redirect(
        _ call: RingingCall, _ application: ApplicationClient, token: String? = nil, _ story: inout Story
    ) async throws {
        async let answer = application.redirect(
            call.event.call.incomingCallContext, to: Self.target, token: token)
        let moved = try await self.hear(call.caller) { $0.isFinal }
        let response = moved.response
        let contact = response.headers.first(.contact).map { String(decoding: $0, as: UTF8.self) } ?? "no Contact"
        story.add(moved.at, "caller", "\(response.statusCode) \(response.reasonPhrase), Contact: \(contact)")
        story.add(.now, "caller", "ACK")
        let told = try await answer
        let sender = token == nil ? "application" : "user"
        story.add(told.sentAt, sender, "POST callConnections:redirect to \(Self.target.rawID)")
        story.add(told.at, sender, "\(told.status) from Divert: the redirect is on disk")
        guard response.statusCode == 302, contact.contains("+14255550199") else {
            throw DemoError("expected a 302 to +14255550199, got \(response.statusCode) with \(contact)")
        }
        guard told.status == 204 else { throw DemoError("expected 204, got \(told.status)") }
        await call.caller.close()
    }

    private func hear(
        _ caller: SIPCaller, _ isWanted: @escaping @Sendable (SIPResponse) -> Bool
    ) async throws -> (response: SIPResponse, at: ContinuousClock.Instant) {
        try await withDeadline(Self.patience, "the caller heard nothing") {
            for await heard in caller.heard {
                if case .response(let response) = heard.event, isWanted(response) { return (response, heard.at) }
            }
            throw DemoError("the call ended early")
        }
    }

    /// The request that the REST reference prints, against a simulated call whose context has the printed name.
    private func replayExample(_ example: [UInt8], _ application: ApplicationClient) async throws {
        let host = "contoso.communications.azure.com"
        let request = try RedirectCallRequest.decode(example)
        var body = JSONText(capacity: 4096)
        body.object { body in
            body.member("from", "+14255550123")
            body.member("to", "+14255550100")
            body.member("incomingCallContext", request.incomingCallContext)
        }
        let made = try await application.send("POST", "/divert/calls", body.bytes, host: host)
        guard made.status == 201 else {
            throw DemoError("no simulated call: \(made.status) \(String(decoding: made.body, as: UTF8.self))")
        }
        var story = Story()
        story.add(made.at, "simulated", "a call from +14255550123 rings, its context named as in the example")
        let told = try await application.send("POST", ApplicationClient.redirectPath, example, host: host)
        story.add(told.sentAt, "application", "POST callConnections:redirect, Host: \(host)")
        story.add(told.at, "application", "\(told.status) from Divert")
        self.print(story.text)
        guard told.status == 204 else {
            throw DemoError("expected 204, got \(told.status) \(String(decoding: told.body, as: UTF8.self))")
        }
    }

    /// The server dies while a call rings; the next one finishes the call.
    private func survive(
        _ server: ServerProcess, _ application: ApplicationClient, _ configuration: DemoConfiguration,
        _ events: inout AsyncStream<DemoWebhook.Event>.Iterator
    ) async throws {
        var story = Story()
        let call: RingingCall
        do {
            call = try await self.ring(server, &events, &story)
        } catch {
            server.kill()
            throw error
        }
        server.kill()
        story.add(.now, "server", "kill -9")
        let next = try ServerProcess(configuration: configuration.write(on: server.addresses))
        story.add(.now, "server", "started again on the same data folder")
        do {
            try await self.redirect(call, application, &story)
        } catch {
            next.kill()
            throw error
        }
        self.print(story.text)
        let status = next.stop()
        guard status == 0 else { throw DemoError("the server ended with status \(status)") }
    }
}
