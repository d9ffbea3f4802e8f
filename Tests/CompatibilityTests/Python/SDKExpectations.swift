import AcceptanceHarness
import Testing

extension CallView {
    /// Of a call that rings.
    var context: String { incomingCallContext ?? "" }
}

/// A redirect to each identifier that a release has, each of a call of its own.
struct Redirects {
    let steps: [PythonSDK.Step]
    private let calls: [(CallView, SDKIdentifier)]
    private let server: DivertServer

    init(_ release: SDKRelease, on server: DivertServer) async throws {
        var calls: [(CallView, SDKIdentifier)] = []
        for identifier in SDKIdentifier.all where identifier.since <= release {
            calls.append((try await server.http.simulate(), identifier))
        }
        steps = calls.map { .redirect($0.context, to: $1.target) }
        self.calls = calls
        self.server = server
    }

    func check(_ outcomes: [PythonSDK.Outcome]) async throws {
        for (outcome, (call, identifier)) in zip(outcomes, calls) {
            #expect(outcome.returned == "None", "\(identifier.rawID): \(outcome)")
            let target = try await server.http.call(call.id).hops[0].decision?.target
            #expect(target?.rawId == identifier.rawID)
        }
    }
}

/// A rejection for each reason, and one without.
struct Rejections {
    let steps: [PythonSDK.Step]
    private let calls: [(CallView, reason: String?)]
    private let server: DivertServer

    init(on server: DivertServer) async throws {
        var calls: [(CallView, reason: String?)] = []
        for reason in [nil, "none", "busy", "forbidden"] { calls.append((try await server.http.simulate(), reason)) }
        steps = calls.map { .reject($0.context, reason: $1) }
        self.calls = calls
        self.server = server
    }

    func check(_ outcomes: [PythonSDK.Outcome]) async throws {
        for (outcome, (call, reason)) in zip(outcomes, calls) {
            #expect(outcome.returned == "None", "\(reason ?? "no reason"): \(outcome)")
            let decided = try await server.http.call(call.id)
            #expect(decided.state == "rejected" && decided.decision?.reason == reason ?? "none")
        }
    }
}

/// What an application does wrong, and the exception that tells it so.
struct Refusals {
    private struct Refusal {
        let step: PythonSDK.Step
        /// Nil for what is accepted.
        let raised: String?
        let status: Int?
        let code: String?

        init(_ step: PythonSDK.Step, _ raised: String? = nil, _ status: Int? = nil, _ code: String? = nil) {
            self.step = step
            self.raised = raised
            self.status = status
            self.code = code
        }
    }

    private let refusals: [Refusal]
    var steps: [PythonSDK.Step] { refusals.map(\.step) }

    init(on server: DivertServer) async throws {
        let ringing = try await server.http.simulate().context
        let decided = try await server.http.simulate().context
        let gone = try await server.http.simulate()
        _ = try await server.http.basic("POST", "/divert/calls/\(gone.id):hangup", [:])
        let number = "+14255550123"
        refusals = [
            Refusal(.redirect("bogus", to: number), "HttpResponseError", 400, "8523"),
            Refusal(.redirect("", to: number), "HttpResponseError", 400, "8523"),
            Refusal(.redirect(ringing, to: "+1"), "HttpResponseError", 400, "8523"),
            Refusal(.redirect(ringing, to: .unknown("sip:201@elsewhere.example")), "HttpResponseError", 403, "7602"),
            Refusal(.reject(ringing, reason: "tired"), "HttpResponseError", 400, "8523"),
            Refusal(.redirect(decided, to: number)),
            Refusal(.redirect(decided, to: number)),
            Refusal(.redirect(decided, to: "+14255550124"), "ResourceExistsError", 409, "8519"),
            Refusal(.reject(decided), "ResourceExistsError", 409, "8519"),
            Refusal(.redirect(gone.context, to: number), "ResourceNotFoundError", 404, "8522"),
            Refusal(.answer(ringing), "HttpResponseError", 501, "8520"),
            Refusal(.create(.text(number)), "HttpResponseError", 501, "8520"),
            Refusal(.hangUp, "HttpResponseError", 501, "8520"),
            // None of them did anything to the call.
            Refusal(.redirect(ringing, to: number)),
        ]
    }

    func check(_ outcomes: [PythonSDK.Outcome]) {
        for (outcome, refusal) in zip(outcomes, refusals) {
            #expect(outcome.raised == refusal.raised, "\(refusal.step): \(outcome)")
            #expect(outcome.status == refusal.status, "\(refusal.step): \(outcome)")
            #expect(outcome.code == refusal.code, "\(refusal.step): \(outcome)")
            if let code = refusal.code {
                #expect(outcome.message?.contains("(\(code)) ") == true, "\(refusal.step): \(outcome)")
            }
        }
    }
}

extension PythonSDK.Target {
    /// An `UnknownIdentifier`, which is what an SDK makes of a raw id that it does not know.
    fileprivate static func unknown(_ rawID: String) -> Self {
        .identifier(class: "UnknownIdentifier", ["identifier": .text(rawID)])
    }
}
