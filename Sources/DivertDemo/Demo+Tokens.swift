import CallAutomationModel
import EventModel

// The second step of a call: it rings on at a user, who decides with a token of that user's own.
extension Demo {
    /// A number is called, the application redirects to a user, and that user's token sends the call on.
    func sendOnTwice(
        _ server: ServerProcess, _ application: ApplicationClient,
        _ events: inout AsyncStream<DemoWebhook.Event>.Iterator
    ) async throws {
        let user = try await application.createUser()
        var story = Story()
        let call = try await self.ring(server, &events, &story)
        let told = try await application.redirect(call.event.call.incomingCallContext, to: user.id)
        story.add(told.sentAt, "application", "POST callConnections:redirect to the user \(user.id.rawID)")
        story.add(told.at, "application", "\(told.status) from Divert: the call rings on there")
        guard told.status == 204 else { throw DemoError("expected 204, got \(told.status)") }
        guard let event = await events.next() else { throw DemoError("no second event came") }
        story.add(event.at, "application", "IncomingCall event for the user, with a context of its own")
        try await self.redirect(
            RingingCall(caller: call.caller, event: event), application, token: user.token, &story)
        self.print(story.text)
    }
}
