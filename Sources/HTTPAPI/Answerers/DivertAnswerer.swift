import CallAutomationModel
import CallControl
import CallRouting
import HTTPTypes

/// The Divert plane: calls by their id, for people, scripts and the command line. It takes signed requests and HTTP Basic.
///
///     GET, POST /divert/calls
///     GET       /divert/calls/{id}
///     POST      /divert/calls/{id}:redirect, :reject, :hangup
struct DivertAnswerer: Answerer {
    let paths: [PathTemplate] = [
        "/divert/calls", "/divert/calls/{id}", "/divert/calls/{id}:redirect", "/divert/calls/{id}:reject",
        "/divert/calls/{id}:hangup",
    ]
    let owner: CallOwner
    let authenticator: Authenticator
    let decisions: CallDecisions
    /// Whether calls of other resources can be among the newest.
    let hasOneResource: Bool

    init(_ environment: HTTPAPIEnvironment, _ authenticator: Authenticator, _ decisions: CallDecisions) {
        self.owner = environment.owner
        self.authenticator = authenticator
        self.decisions = decisions
        self.hasOneResource = environment.resources.count == 1
    }

    func endpoint(at path: String) -> Endpoint? {
        if path == "/divert/calls" {
            return Endpoint(
                "divert calls",
                get: { request throws(CommunicationError) in try await self.newestCalls(request) },
                post: { request throws(CommunicationError) in try await self.simulate(request) })
        }
        guard path.hasPrefix("/divert/calls/") else { return nil }
        let rest = path.dropFirst("/divert/calls/".count)
        let parts = rest.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, !first.isEmpty, !rest.utf8.contains(UInt8(ascii: "/")) else { return nil }
        // What is no id is the id of no call.
        return self.endpoint(of: CallID(first), operation: parts.count == 2 ? parts[1] : nil)
    }

    private func endpoint(of id: CallID?, operation: Substring?) -> Endpoint? {
        switch operation {
        case nil:
            Endpoint("divert call", get: { request throws(CommunicationError) in try await self.call(id, request) })
        case "redirect":
            Endpoint(
                "divert redirect",
                deciding: { request in
                    .awaiting { () throws(CommunicationError) in try await self.redirect(id, request) }
                })
        case "reject":
            Endpoint(
                "divert reject",
                deciding: { request in
                    .awaiting { () throws(CommunicationError) in try await self.reject(id, request) }
                })
        case "hangup":
            Endpoint(
                "divert hangup",
                post: { request throws(CommunicationError) in
                    try await self.hangUp(id, request)
                })
        default: nil
        }
    }

    /// A call that a credential of `resource` may see.
    ///
    /// Throws 404 `8522` when there is none, 403 `7507` when it is another resource's.
    func check(_ call: CallRecord?, of resource: String) throws(CommunicationError) -> CallRecord {
        guard let call else { throw .callNotFound }
        guard call.resource == resource else { throw .otherResource }
        return call
    }
}
