import CallAutomationClient
import CallAutomationModel
import Foundation
import RequestSigning
import Testing

@Suite("What a client sends", .timeLimit(.minutes(1)))
struct RequestTests {
    @Test("A redirect is the request of the contract, signed for what is sent", arguments: ["", "/base/"])
    func redirects(path: String) async throws {
        try await StandIn.run(
            .answer(204, ["x-ms-request-id": "request-1", "X-Microsoft-Skype-Chain-ID": "call-1"])
        ) { service in
            let acknowledgement = try await service.client(.test(), path: path).redirectCall(
                incomingCallContext: "CONTEXT", to: .phoneNumber("+14255550123"))
            #expect(acknowledgement.requestID == "request-1")
            #expect(acknowledgement.correlationID == "call-1")
            #expect(acknowledgement.attempts == 1)

            let requests = await service.requests
            let request = try #require(requests.first)
            #expect(requests.count == 1)
            #expect(request.method == "POST")
            #expect(
                request.target == path.dropLast() + "/calling/callConnections:redirect?api-version=2026-03-12")
            #expect(request.headers["content-type"] == "application/json")
            #expect(request.headers["x-ms-client-request-id"].flatMap { UUID(uuidString: $0) } != nil)
            #expect(request.headers["repeatability-first-sent"].flatMap(IMFFixdate.parse) != nil)
            let body = try RedirectCallRequest.decode(request.body)
            #expect(body == RedirectCallRequest(incomingCallContext: "CONTEXT", target: .phoneNumber("+14255550123")))
            #expect(try Self.verdict(on: request) == .verified(keyIndex: 0))
        }
    }

    @Test(
        "A rejection carries its reason", arguments: [CallRejectReason.none, .busy, .forbidden])
    func rejects(reason: CallRejectReason) async throws {
        try await StandIn.run(.answer(204)) { service in
            try await service.client(.test()).rejectCall(incomingCallContext: "CONTEXT", reason: reason)
            let request = try #require(await service.requests.first)
            #expect(request.target == "/calling/callConnections:reject?api-version=2026-03-12")
            let body = try RejectCallRequest.decode(request.body)
            #expect(body == RejectCallRequest(incomingCallContext: "CONTEXT", callRejectReason: reason))
            #expect(try Self.verdict(on: request) == .verified(keyIndex: 0))
        }
    }

    @Test("Every call has ids of its own, unless it is given some")
    func repeatabilityIDs() async throws {
        try await StandIn.run(.answer(204)) { service in
            let client = try service.client(.test())
            let id = try #require(UUID(uuidString: "29182192-7E1F-40EB-A5E0-B528121017AA"))
            let kept = Repeatability(requestID: id, firstSent: Date(timeIntervalSince1970: 1_773_302_399.9))
            let restored = try JSONDecoder().decode(Repeatability.self, from: JSONEncoder().encode(kept))
            for repeatability in [nil, nil, restored] {
                try await client.redirectCall(
                    incomingCallContext: "C", to: .phoneNumber("+1"), repeatability: repeatability)
            }
            let requests = await service.requests
            #expect(Set(requests.map { $0.headers["repeatability-request-id"] }).count == 3)
            #expect(Set(requests.map { $0.headers["x-ms-client-request-id"] }).count == 3)
            #expect(requests.last?.headers["repeatability-request-id"] == "29182192-7e1f-40eb-a5e0-b528121017aa")
            #expect(requests.last?.headers["repeatability-first-sent"] == "Thu, 12 Mar 2026 07:59:59 GMT")
        }
    }

    @Test("Another api-version is asked for by option; what would break the address is refused")
    func apiVersion() async throws {
        try await StandIn.run(.answer(204)) { service in
            var options = CallAutomationClient.Options.test()
            options.apiVersion = "2023-10-03-preview"
            try await service.client(options).rejectCall(incomingCallContext: "C")
            #expect(await service.requests.first?.target.hasSuffix("?api-version=2023-10-03-preview") == true)
            for text in ["", "2026&x=1", "2026 03", "é"] {
                options.apiVersion = text
                let error = #expect(throws: CallAutomationError.self) { try service.client(options) }
                #expect(error?.reason == .invalidOption)
            }
        }
    }

    /// What a server says that knows no other name than the one it was asked by.
    private static func verdict(on request: StandIn.Request) throws -> SignatureVerifier.Verdict {
        let key = try #require(AccessKey(base64: StandIn.key))
        let date = try #require(request.headers["x-ms-date"].flatMap(IMFFixdate.parse))
        let signable = SignableRequest(
            method: request.method, pathAndQuery: request.target, host: request.headers["host"],
            contentHash: ContentHash(of: request.body), header: { request.headers[$0].map { [$0] } ?? [] })
        return SignatureVerifier(keys: [key], hosts: SigningHosts()).verify(signable, now: date)
    }
}
