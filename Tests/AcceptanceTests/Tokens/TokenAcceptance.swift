import Testing

/// Users, their tokens and Entra ID tokens, against the real server.
@Suite("Tokens", .serialized, .timeLimit(.minutes(2)))
enum TokenAcceptance {}

extension DivertServer {
    /// Lets a simulated call ring at somebody; gives its context.
    func call(to callee: String) async throws -> CallView {
        try await http.basic("POST", "/divert/calls", ["from": "+14255550199", "to": callee]).decoded()
    }
}
