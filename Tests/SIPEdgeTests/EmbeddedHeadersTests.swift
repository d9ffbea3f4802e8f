import CallAutomationModel
import CallControl
import CallRouting
import DivertTesting
import SIPEdge
import Testing

@Suite("RED-7: headers of applications in the Contact (sip.peers[].headers)")
struct EmbeddedHeadersTests {
    private let invite = SampleRequest()
    private let setting = EdgeStage.Setting().with {
        $0.peers = [EdgeStage.Setting.peer(embeddedHeaders: EmbeddedHeaders(["user-to-user", "X-MS-Custom-*"]))]
    }

    private func headers(_ json: String) throws -> OnwardContext {
        try OnwardContext(json: JSONValue(parsing: Array(#"{"sipHeaders":{\#(json)}}"#.utf8)))
    }

    private func redirect(_ stage: EdgeStage, to target: String, _ headers: String) async throws -> DecisionOutcome {
        let target = CommunicationIdentifier(e164OrRawID: target)
        return await stage.decide(.redirect(target, handingOn: try self.headers(headers)))
    }

    @Test(
        "Names and prefixes in any case; User-To-User first, everything escaped",
        arguments: [
            (["*"], ""), ([], ""), (["User-To-User"], "?User-to-User=61%3Bencoding%3Dhex"),
            (["x-ms-custom-TAG"], "?X-MS-Custom-tag=a%20%26b"),
            (["x-*"], "?X-MS-Custom-tag=a%20%26b&X-Other=%3C%C3%A4%3E"),
            (["X-Other", "user-to-user"], "?User-to-User=61%3Bencoding%3Dhex&X-Other=%3C%C3%A4%3E"),
        ])
    func embeds(patterns: [String], expected: String) throws {
        let headers = try self.headers(
            #""X-Other":"<ä>","X-MS-Custom-tag":"a &b","User-To-User":"61;encoding=hex""#
        ).sipHeaders
        let patterns = patterns == ["*"] ? ["X-Oth", "From", "Via*"] : patterns
        let embedded = EmbeddedHeaders(patterns).embed(headers, in: "sip:a@b;user=phone")
        #expect(embedded.uri == "sip:a@b;user=phone" + expected)
        #expect(embedded.leftOut == 0)
    }

    @Test("What does not fit into 2048 bytes is left out and counted; a tel: URI takes nothing")
    func limit() throws {
        let long = String(repeating: "ä", count: 256)
        let headers = try self.headers(#""X-a":"\#(long)","X-b":"\#(long)","X-c":"short""#).sipHeaders
        let embedded = EmbeddedHeaders(["X-*"]).embed(headers, in: "sip:a@b")
        #expect(embedded.leftOut == 1)
        #expect(embedded.uri.hasSuffix("&X-c=short") && embedded.uri.utf8.count <= 2048)
        let telephone = EmbeddedHeaders(["X-*"]).embed(headers, in: "tel:+14255550123")
        #expect(telephone.uri == "tel:+14255550123" && telephone.leftOut == 3)
    }

    @Test("The 302 carries what the peer takes, and nothing that a peer does not", arguments: [true, false])
    func contact(takesHeaders: Bool) async throws {
        try await EdgeStage.run(takesHeaders ? self.setting : EdgeStage.Setting()) { stage in
            await stage.receive(self.invite)
            let outcome = try await self.redirect(
                stage, to: "sip:201@desk.example", #""User-To-User":"61","X-Other":"1","X-MS-Custom-tag":"a>b""#)
            #expect(outcome.isAccepted)
            let moved = try #require(await stage.sender.take().last)
            let headers = takesHeaders ? "?User-to-User=61&X-MS-Custom-tag=a%3Eb" : ""
            #expect(moved.values("Contact") == ["<sip:201@desk.example\(headers)>"])
            #expect(moved.values("User-To-User").isEmpty && moved.values("X-MS-Custom-tag").isEmpty)
            #expect(await stage.call()?.final?.contact == "<sip:201@desk.example\(headers)>")
        }
    }

    @Test("RED-4: headers do not make the Request-URI another address")
    func calleeItself() async throws {
        try await EdgeStage.run(self.setting) { stage in
            await stage.receive(self.invite.with { $0.uri = "sip:alice@divert.example" })
            let outcome = try await self.redirect(stage, to: "sip:alice@divert.example", #""User-To-User":"61""#)
            #expect(outcome == .targetIsCallee)
        }
    }

    @Test("A call that a restarted server took up is sent on with headers, too")
    func restart() async throws {
        var disk = MemoryCallTable()
        try await EdgeStage.run(self.setting) { stage in
            await stage.receive(self.invite)
            disk = await stage.store.disk
        }
        try await EdgeStage.run(self.setting.with { $0.disk = disk }) { stage in
            _ = await stage.sender.take()
            let outcome = try await self.redirect(stage, to: "+14255550199", #""User-To-User":"61""#)
            #expect(outcome.isAccepted)
            let contact = "<sip:+14255550199@192.0.2.1:40000;user=phone?User-to-User=61>"
            #expect(await stage.sender.take().last?.values("Contact") == [contact])
        }
    }
}
