import SIPCaller
import SIPMessage
import Testing

@Suite("The dialog of a call that was answered (RFC 3261 §12)")
struct EstablishedDialogTests {
    private func dialog(_ fields: [(SIPHeaderName, String)]) throws -> EstablishedDialog {
        let call = try SampleCall()
        return try #require(EstablishedDialog(invite: call.invite, response: call.answer(200, fields), mark: "x"))
    }

    @Test("ACK and BYE go to the Contact, in transactions of their own, with the tags of both sides")
    func requests() throws {
        let dialog = try self.dialog([(.contact, "<sip:bob@192.0.2.9:5070>")])
        #expect(dialog.nextHop.description == "sip:bob@192.0.2.9:5070")
        for request in [dialog.acknowledgement, dialog.bye] {
            #expect(request.requestURI.description == "sip:bob@192.0.2.9:5070")
            #expect(request.fromTag == "mark" && request.toTag == "server")
            #expect(request.headers.texts(.via).count == 1)
            #expect(!request.headers.contains(.route) && request.body.isEmpty)
        }
        #expect(dialog.acknowledgement.cSeq == CSeq(number: 1, method: .ack))
        #expect(dialog.bye.cSeq == CSeq(number: 2, method: .bye))
        let branches = [dialog.acknowledgement, dialog.bye].compactMap(\.topVia.branch)
        #expect(Set(branches + ["z9hG4bKmark"]).count == 3)
    }

    @Test("Record-Route becomes Route in the opposite order, and the first of it the next hop")
    func looseRoute() throws {
        let dialog = try self.dialog([
            (.contact, "<sip:bob@192.0.2.9>"), (.recordRoute, "<sip:p2.example;lr>, <sip:p1.example;lr>"),
        ])
        #expect(dialog.nextHop.description == "sip:p1.example;lr")
        #expect(dialog.bye.requestURI.description == "sip:bob@192.0.2.9")
        #expect(dialog.bye.headers.texts(.route) == ["<sip:p1.example;lr>", "<sip:p2.example;lr>"])
    }

    @Test("A strict router in front gets the request as its own, the Contact last in Route")
    func strictRoute() throws {
        let dialog = try self.dialog([
            (.contact, "<sip:bob@192.0.2.9>"), (.recordRoute, "<sip:p2.example;lr>, <sip:p1.example>"),
        ])
        #expect(dialog.nextHop.description == "sip:p1.example")
        #expect(dialog.bye.requestURI.description == "sip:p1.example")
        #expect(dialog.bye.headers.texts(.route) == ["<sip:p2.example;lr>", "<sip:bob@192.0.2.9>"])
    }

    @Test("Without a Contact the Request-URI has to do")
    func withoutContact() throws {
        #expect(try self.dialog([]).bye.requestURI.description == "sip:+14255550100@127.0.0.1:5060")
    }
}
