extension SIPPeer {
    /// Calls, and hangs up once the application has heard of the call. Gives what it heard.
    package func hangUpOnRinging(_ application: Application) async throws -> ReceivedEvent {
        let dialogue = dialogue()
        try await send(dialogue.invite)
        let received = try await application.event()
        try await send(dialogue.cancel)
        try await send(dialogue.ack(expect(487)))
        return received
    }
}
