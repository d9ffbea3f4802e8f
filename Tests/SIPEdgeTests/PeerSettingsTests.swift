import CallAutomationModel
import CallControl
import CallRouting
import DivertTesting
import SIPEdge
import Testing

@Suite("What differs from peer to peer")
struct PeerSettingsTests {
    private let invite = SampleRequest()

    private func other(_ name: String) -> SampleRequest {
        self.invite.with {
            $0.callID = name
            $0.branch += name
        }
    }

    private func run(_ change: (inout Peer) -> Void, _ body: (EdgeStage) async throws -> Void) async throws {
        var peer = EdgeStage.Setting.peer(isTrusted: true)
        change(&peer)
        try await EdgeStage.run(EdgeStage.Setting().with { $0.peers = [peer] }, body)
    }

    @Test(
        "ID-5: the called number stands in the Request-URI, in To or in P-Called-Party-ID, as the peer has it",
        arguments: [
            (.requestURI, "sip:trunk@divert.example"), (.to, "4:+4930100"), (.pCalledPartyID, "4:+4930200"),
        ] as [(CalledNumber, String)])
    func calledNumber(source: CalledNumber, callee: String) async throws {
        try await self.run({ $0.calledNumber = source }) { stage in
            await stage.receive(
                self.invite.with {
                    $0.uri = "sip:trunk@divert.example"
                    $0.to = "<sip:+4930100@divert.example>"
                    $0.others = ["P-Called-Party-ID: <sip:+4930200@divert.example>"]
                })
            #expect(await stage.call()?.to.rawID == callee)
        }
    }

    @Test("ID-5, SYN-16: without a usable P-Called-Party-ID the Request-URI counts", arguments: ["", "<<>>"])
    func calledNumberMissing(value: String) async throws {
        try await self.run({ $0.calledNumber = .pCalledPartyID }) { stage in
            await stage.receive(self.invite.with { $0.others = value.isEmpty ? [] : ["P-Called-Party-ID: \(value)"] })
            #expect(await stage.call()?.to.rawID == "4:+14255550123")
        }
    }

    @Test("ID-4: a number plan makes numbers of caller and callee, and the resource is found by them")
    func numberPlan() async throws {
        var peer = EdgeStage.Setting.peer()
        peer.numberPlan = NumberPlan(countryCode: "49", internationalPrefix: "00", nationalPrefix: "0")
        let setting = EdgeStage.Setting().with {
            $0.peers = [peer]
            $0.resources = [
                ResourceTable.Resource(name: "main", id: "a", numbers: []),
                ResourceTable.Resource(name: "berlin", id: "b", numbers: ["+4930*"]),
            ]
        }
        try await EdgeStage.run(setting) { stage in
            await stage.receive(
                self.invite.with {
                    $0.uri = "sip:0301234567@divert.example"
                    $0.from = "<sip:0014255550100@trunk.example>;tag=1"
                })
            let call = try #require(await stage.call())
            #expect(call.to.rawID == "4:+49301234567")
            #expect(call.from.rawID == "4:+14255550100")
            #expect(call.resource == "berlin")
        }
    }

    @Test(
        "A cause gets the answer that the peer wants, with Reason and Retry-After; the record says so; others as usual")
    func answers() async throws {
        let answers: [RefusalCause: RefusalAnswer] = [
            .busy: RefusalAnswer(status: 600, q850Cause: 17),
            .timeout: RefusalAnswer(status: 503, q850Cause: 34, retryAfterSeconds: 10),
        ]
        try await self.run({ $0.answers = answers }) { stage in
            await stage.receive(self.invite)
            #expect(await stage.decide(.reject(.busy)).isAccepted)
            let busy = try #require(await stage.sender.take().last)
            #expect(busy.status == 600)
            #expect(busy.values("Reason") == ["Q.850;cause=17"])
            #expect(busy.values("Retry-After") == [])
            #expect(await stage.call()?.final?.status == 600)
            await stage.receive(self.other("second"))
            await stage.advance(milliseconds: 30_000)
            let late = try #require(await stage.sender.take().last { $0.values("Call-ID") == ["second"] })
            #expect(late.status == 503)
            #expect(late.values("Reason") == ["Q.850;cause=34"])
            #expect(late.values("Retry-After") == ["10"])
            await stage.receive(self.other("third"))
            #expect(await stage.decide(.reject(.forbidden)).isAccepted)
            #expect(await stage.statuses().last == 403)
        }
    }

    @Test("A policy target that cannot be had fails the call, and has an answer of its own", arguments: [true, false])
    func unresolvable(hasAnswer: Bool) async throws {
        var peer = EdgeStage.Setting.peer()
        if hasAnswer { peer.answers = [.unresolvable: RefusalAnswer(status: 503, q850Cause: 3)] }
        let setting = EdgeStage.Setting().with {
            $0.peers = [peer]
            $0.calls.onTimeout = .redirect(target: "8:acs:nobody")
        }
        try await EdgeStage.run(setting) { stage in
            await stage.receive(self.invite)
            await stage.advance(milliseconds: 30_000)
            let refused = try #require(await stage.sender.take().last)
            #expect(refused.status == (hasAnswer ? 503 : 480))
            #expect(refused.values("Reason") == (hasAnswer ? ["Q.850;cause=3"] : []))
            let call = try #require(await stage.call())
            #expect(call.state == .failed)
            #expect(call.decision?.kind == .unresolvable && call.decision?.by == .policy)
        }
    }

    @Test(
        "DIV-1, DIV-2: the 302 of a peer that wants it says from whom the call was diverted, and why",
        arguments: ["application", "deadline", "at once"])
    func diversion(by decider: String) async throws {
        var peer = EdgeStage.Setting.peer()
        peer.wantsDiversion = true
        let setting = EdgeStage.Setting().with {
            $0.peers = [peer]
            $0.calls.onTimeout = .redirect(target: "+14255550188")
            if decider == "at once" { $0.calls.ringTimeout = .zero }
        }
        try await EdgeStage.run(setting) { stage in
            await stage.receive(self.invite)
            if decider == "application" { #expect(await stage.redirect(to: "+14255550199").isAccepted) }
            if decider == "deadline" { await stage.advance(milliseconds: 30_000) }
            let moved = try #require(await stage.sender.take().last { $0.status == 302 })
            let reasons = ["application": "deflection", "deadline": "no-answer", "at once": "unconditional"]
            let reason = try #require(reasons[decider])
            #expect(moved.values("Diversion") == ["<sip:+14255550123@divert.example>;reason=\(reason);counter=1"])
        }
    }

    @Test("DIV-1: no other peer is told the called number")
    func noDiversion() async throws {
        try await EdgeStage.run { stage in
            await stage.receive(self.invite)
            #expect(await stage.redirect(to: "+14255550199").isAccepted)
            #expect(await stage.sender.take().last?.values("Diversion") == [])
        }
    }

    @Test(
        "RED-5: diversions that a call brings count; one that brings as many as may be is not redirected, but rejected",
        arguments: [
            (["Diversion: <sip:a@b>;reason=unknown"], true), (["Diversion: <sip:a@b>, <sip:c@d>"], false),
            (["Diversion: <sip:a@b>", "Diversion: <sip:c@d>"], false), (["Diversion: <sip:a@b>;counter=2"], false),
            (["Diversion: <<>>, junk"], false), (["Diversion: <sip:a@b>;counter=99999999999999999999"], false),
        ])
    func diversionLimit(lines: [String], isAccepted: Bool) async throws {
        try await EdgeStage.run(EdgeStage.Setting().with { $0.calls.maxDiversions = 2 }) { stage in
            await stage.receive(self.invite.with { $0.others = lines })
            let outcome = await stage.redirect(to: "+14255550199")
            #expect(outcome.isAccepted == isAccepted)
            guard !isAccepted else { return }
            #expect(outcome == .tooManyHops)
            #expect(await stage.decide(.reject(.busy)).isAccepted)
            #expect(await stage.statuses() == [100, 486])
        }
    }

    @Test(
        "ID-3: who asks for privacy is anonymous to applications, unless they belong to the peer's domain of trust",
        arguments: [
            ("id", true, "4:anonymous", ""), ("user;id", true, "4:anonymous", ""),
            ("id", false, "4:+4930777", "Office"), ("none", true, "4:+4930777", "Office"),
            ("history", true, "4:+4930777", "Office"), ("<<>>", true, "4:+4930777", "Office"),
        ])
    func privacy(wish: String, hides: Bool, caller: String, name: String) async throws {
        try await self.run({ $0.hidesPrivateCallers = hides }) { stage in
            await stage.receive(
                self.invite.with {
                    $0.others = ["P-Asserted-Identity: \"Office\" <tel:+4930777>", "Privacy: \(wish)"]
                })
            let call = try #require(await stage.call())
            #expect(call.from.rawID == caller)
            #expect(call.callerDisplayName == name)
        }
    }

    @Test("ID-3: privacy that is critical and not in our hands fails the call with 500", arguments: ["session", "odd"])
    func criticalPrivacy(token: String) async throws {
        try await EdgeStage.run { stage in
            await stage.receive(self.invite.with { $0.others = ["Privacy: \(token);critical"] })
            await stage.receive(self.other("second").with { $0.others = ["Privacy: id;critical"] })
            #expect(await stage.statuses() == [500, 100])
        }
    }

    @Test("A restarted server gives the peer the same answer again (D8)")
    func answersAfterRestart() async throws {
        var disk = MemoryCallTable()
        let answers: [RefusalCause: RefusalAnswer] = [.busy: RefusalAnswer(status: 600, q850Cause: 17)]
        try await self.run({ $0.answers = answers }) { stage in
            await stage.receive(self.invite)
            #expect(await stage.decide(.reject(.busy)).isAccepted)
            disk = await stage.store.disk
        }
        var peer = EdgeStage.Setting.peer(isTrusted: true)
        peer.answers = answers
        try await EdgeStage.run(
            EdgeStage.Setting().with {
                $0.peers = [peer]
                $0.disk = disk
                $0.start += 1_000
            }
        ) { stage in
            let again = try #require(await stage.sender.take().last)
            #expect(again.status == 600)
            #expect(again.values("Reason") == ["Q.850;cause=17"])
        }
    }
}
