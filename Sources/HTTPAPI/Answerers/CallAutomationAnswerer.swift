import CallAutomationModel
import CallContext
import CallControl
import CallRouting
import HTTPTypes
import Logging

/// The call automation plane: `POST /calling/callConnections:redirect` and `:reject`, wire-compatible with the cloud.
///
/// ``decide(_:_:)`` is the answer table of the product page, row by row; the first row that fails answers.
struct CallAutomationAnswerer: Answerer {
    let paths: [PathTemplate] = ["/calling/callConnections:redirect", "/calling/callConnections:reject"]
    private let authenticator: Authenticator
    private let decisions: CallDecisions
    private let contexts: ContextReader
    private let versions: VersionNotices

    init(_ environment: HTTPAPIEnvironment, _ authenticator: Authenticator, _ decisions: CallDecisions) {
        self.authenticator = authenticator
        self.decisions = decisions
        self.contexts = ContextReader(
            open: environment.openContext, owner: environment.owner, logger: environment.logger)
        self.versions = VersionNotices(logger: environment.logger)
    }

    func endpoint(at path: String) -> Endpoint? {
        switch path {
        case "/calling/callConnections:redirect":
            Endpoint("redirect", deciding: { request throws(CommunicationError) in try await self.redirect(request) })
        case "/calling/callConnections:reject":
            Endpoint("reject", deciding: { request throws(CommunicationError) in try await self.reject(request) })
        default: nil
        }
    }

    private func redirect(_ request: ReceivedRequest) async throws(CommunicationError) -> Reply {
        try await self.decide(request) { body, version throws(CommunicationError) in
            let redirect = try RedirectCallRequest.decode(body, contextMember: version.customCallingContextMember)
            return (redirect.incomingCallContext, .redirect(redirect.target, handingOn: redirect.onward))
        }
    }

    private func reject(_ request: ReceivedRequest) async throws(CommunicationError) -> Reply {
        try await self.decide(request) { body, _ throws(CommunicationError) in
            let reject = try RejectCallRequest.decode(body)
            return (reject.incomingCallContext, .reject(reject.callRejectReason))
        }
    }

    private func decide(
        _ request: ReceivedRequest,
        _ decode: (_ body: [UInt8], APIVersion.Served) throws(CommunicationError) -> (
            context: String, wish: DecisionRequest.Wish
        )
    ) async throws(CommunicationError) -> Reply {
        // Rows 1 and 2, path and size, are behind us. Row 3:
        let version = try APIVersion.served(for: request.target.values(of: "api-version"))
        // Row 4
        let principal = try await self.authenticator.principal(sending: request, to: .callAutomation)
        if !version.isKnown { await self.versions.note(version) }
        // Row 5
        let repeatable = try RepeatableRequest(request, of: principal)
        let (call, hop, wish): (CallID, Int, DecisionRequest.Wish)
        do throws(CommunicationError) {
            // Row 7
            try request.requireJSON()
            let (context, decoded) = try decode(request.body, version)
            // Row 8, and row 9 as far as the context itself tells
            (call, hop) = try await self.contexts.hop(
                of: context, resource: principal.resource, now: request.arrivedAt)
            wish = decoded
        } catch {
            // Row 6 comes before these faults. Of a request without one it is asked in the step that decides.
            if let repeatable, let answer = try await self.decisions.earlierAnswer(to: repeatable) {
                return .now(answer)
            }
            throw error
        }
        // Row 6, and rows 9 to 12
        return self.decisions.decide(call, at: hop, wish, by: principal, repeatable)
    }
}
