import Foundation
import Testing

extension HTTPAcceptance {
    @Suite("What a redirect hands on")
    struct CustomCallingContext {
        @Test("A preview's headers are in the next event, in the Contact of the 302 as far as the peer takes them")
        func handedOn() async throws {
            var configuration = ServerConfiguration()
            configuration.peerHeaders = "[User-To-User, \"X-MS-Custom-*\"]"
            try await withApplication(configuration) { server, application in
                try await withPeer(to: server) { peer in
                    let dialogue = peer.dialogue()
                    try await peer.send(dialogue.invite)
                    let first = try await application.event()
                    #expect(first.event.data.customContext == nil)
                    try await redirect(
                        first.context, to: DivertClient.user("bob"), ["X-MS-Custom-tag": "a", "X-More": "b"], server
                    ).accepted()
                    let second = try await application.event()
                    #expect(second.event.data.customContext?.sipHeaders == ["X-MS-Custom-tag": "a", "X-More": "b"])
                    let injected = try await redirect(
                        second.context, to: "+14255550123", ["X-a": "b\r\nVia: evil"], server)
                    #expect(injected.status == 400 && injected.errorCode == "8523", "\(injected)")
                    try await redirect(
                        second.context, to: "+14255550123",
                        ["User-To-User": "61;encoding=hex", "X-MS-Custom-tag": "é", "X-More": "c"], server
                    ).accepted()
                    let moved = try await peer.expect(302)
                    let uri = "sip:+14255550123@gw1.example.net;user=phone"
                    let headers = "User-to-User=61%3Bencoding%3Dhex&X-MS-Custom-tag=%C3%A9"
                    #expect(moved.text.contains("Contact: <\(uri)?\(headers)>"), "\(moved.text)")
                    try await peer.send(dialogue.ack(moved))
                }
            }
        }

        private func redirect(
            _ context: String, to target: String, _ headers: [String: String], _ server: DivertServer
        ) async throws -> HTTPAnswer {
            let rawID = target.hasPrefix("+") ? "4:\(target)" : target
            let body: [String: Any] = [
                "incomingCallContext": context, "target": ["rawId": rawID],
                "customCallingContext": ["sipHeaders": headers, "voipHeaders": [String: String]()],
            ]
            return try await server.http.signed(
                "/calling/callConnections:redirect?api-version=2024-09-01-preview",
                JSONSerialization.data(withJSONObject: body))
        }
    }
}
