import CallAutomationModel
import CallContext
import CallControl
import CallRouting
import HTTPTypes
import Logging

/// The call automation plane: `POST /calling/callConnections:redirect` and `:reject`, wire-compatible with the cloud.
///
/// ``decide(_:_:)`` and what it calls are the answer table of the product page, row by row; the first row that fails answers.
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
            Endpoint("redirect", deciding: { request throws(CommunicationError) in try self.redirect(request) })
        case "/calling/callConnections:reject":
            Endpoint("reject", deciding: { request throws(CommunicationError) in try self.reject(request) })
        default: nil
        }
    }

    private func redirect(_ request: ReceivedRequest) throws(CommunicationError) -> Reply {
        try self.decide(request) { body, version throws(CommunicationError) in
            let redirect = try RedirectCallRequest.decode(body, contextMember: version.customCallingContextMember)
            return (redirect.incomingCallContext, .redirect(redirect.target, handingOn: redirect.onward))
        }
    }

    private func reject(_ request: ReceivedRequest) throws(CommunicationError) -> Reply {
        try self.decide(request) { body, _ throws(CommunicationError) in
            let reject = try RejectCallRequest.decode(body)
            return (reject.incomingCallContext, .reject(reject.callRejectReason))
        }
    }

    private typealias Decoding =
        @Sendable (_ body: [UInt8], APIVersion.Served) throws(CommunicationError) -> (
            context: String, wish: DecisionRequest.Wish
        )

    private func decide(_ request: ReceivedRequest, _ decode: @escaping Decoding) throws(CommunicationError) -> Reply {
        // Rows 1 and 2, path and size, are behind us. Row 3:
        let version = try APIVersion.served(for: request.target.values(of: "api-version"))
        // Row 4. Keys and revocations of tokens may have to be asked for.
        guard let principal = try self.authenticator.keyHolder(sending: request, to: .callAutomation) else {
            return .awaiting { () throws(CommunicationError) in
                let principal = try await self.authenticator.principal(sending: request, to: .callAutomation)
                return try self.decide(request, version, principal, decode)
            }
        }
        return try self.decide(request, version, principal, decode)
    }

    private func decide(
        _ request: ReceivedRequest, _ version: APIVersion.Served, _ principal: Principal, _ decode: Decoding
    ) throws(CommunicationError) -> Reply {
        if !version.isKnown { self.versions.note(version) }
        // Row 5
        let repeatable = try RepeatableRequest(request, of: principal)
        do throws(CommunicationError) {
            // Row 7
            try request.requireJSON()
            let (context, wish) = try decode(request.body, version)
            // Row 8, and row 9 as far as the context itself tells
            switch try self.contexts.find(context, resource: principal.resource, now: request.arrivedAt) {
            case .hop(let call, let hop):
                // Row 6, and rows 9 to 12
                return self.decisions.decide(call, at: hop, wish, by: principal, repeatable)
            case .foreign(let error):
                return .awaiting { () throws(CommunicationError) in
                    do throws(CommunicationError) {
                        let call = try await self.contexts.call(named: context, error)
                        return self.decisions.decide(call, at: 0, wish, by: principal, repeatable)
                    } catch {
                        return try self.fault(error, repeatable)
                    }
                }
            }
        } catch {
            return try self.fault(error, repeatable)
        }
    }

    /// Row 6 comes before the faults of rows 7 and 8. Of a request without one it is asked in the step that decides.
    private func fault(
        _ error: CommunicationError, _ repeatable: RepeatableRequest?
    ) throws(CommunicationError) -> Reply {
        guard let repeatable else { throw error }
        return .awaiting { () throws(CommunicationError) in
            guard let answer = try await self.decisions.earlierAnswer(to: repeatable) else { throw error }
            return .now(answer)
        }
    }
}
