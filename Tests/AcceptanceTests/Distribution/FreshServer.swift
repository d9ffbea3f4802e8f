import Foundation
import Testing

/// A distributed server that was just started, in whatever surroundings, and the least that it must be able to do.
struct FreshServer: Sendable {
    /// What starts it on free ports, after the program's name.
    static let arguments = [
        "serve", "--ready-json", "--http-port", "0", "--http-tls-port", "0",
        "--sip-listen", "udp://127.0.0.1:0,tcp://127.0.0.1:0",
    ]

    let child: ChildProcess

    /// Starts a program with an empty environment.
    init(_ executable: URL, _ arguments: [String], folder: URL) throws {
        child = try ChildProcess(executable, arguments, environment: [:], folder: folder)
    }

    /// Starts what a command of the machine leads to, with the usual places to look for it and nothing else.
    init(looking command: [String], folder: URL) throws {
        try self.init(Surroundings.search, ["PATH=/usr/sbin:/usr/bin:/sbin:/bin"] + command, folder: folder)
    }

    /// It gets ready, a simulated call is redirected, SIGTERM ends it in peace.
    ///
    /// - Parameter asked: is run while it serves, with the address of plain HTTP.
    func works(asked: (String) async throws -> Void = { _ in }) async throws {
        do {
            guard let line = await child.output.next(within: .seconds(30)) else {
                throw ServerDidNotStart(log: await child.errors.all.joined(separator: "\n"))
            }
            let ready = try ReadyLine(parsing: line)
            #expect(ready.https != nil, "the development certificate was made")
            let http = DivertClient(endpoint: ready.http, accessKey: DivertClient.developmentKey)
            try await redirect(http)
            try await asked(ready.http)
            child.signal(SIGTERM)
            let status = try await child.exitStatus(within: .seconds(20))
            #expect(status == 0)
        } catch {
            await child.end()
            throw error
        }
    }

    private func redirect(_ http: DivertClient) async throws {
        let placed = try await http.basic(
            "POST", "/divert/calls", ["from": "+14255550199", "to": "+14255550100"])
        let call = try placed.decoded(CallView.self)
        let context = try #require(call.incomingCallContext)
        try await http.redirect(context, to: "+14255550123").accepted()
        let decided = try await http.call(call.id, wait: 5)
        #expect(decided.state == "redirected")
    }
}
