import CallAutomationClient
import CallAutomationModel

// What the verbs ask a server about calls.
extension DivertPlane {
    /// How long one request waits for a call, in seconds; the server's limit.
    private static let longestWait = 60

    /// The newest calls, newest first, at most `limit` of those that `isWanted`.
    ///
    /// Pages are followed to the end, or until there are enough.
    func calls(limit: Int, where isWanted: (CallView) -> Bool) async throws(CommandFailure) -> [CallView] {
        var calls: [CallView] = []
        var next: String? = "/divert/calls"
        while let target = next, calls.count < limit {
            let page = try await self.get(target)
            guard let elements = page["calls"]?.elements else {
                throw CommandFailure(
                    "the list of calls lacks “calls”", advice: "Is it a Divert server? See --endpoint.",
                    status: ExitStatus.unexpected)
            }
            calls += elements.map(CallView.init).filter(isWanted)
            next = page.text("nextLink").map(self.target)
        }
        return Array(calls.prefix(limit))
    }

    /// One call; with a wait it is the call when it left `ringing`, or at the end of the wait.
    func call(_ id: String, waitSeconds: Int = 0) async throws(CommandFailure) -> CallView {
        var left = waitSeconds
        while true {
            let wait = min(left, Self.longestWait)
            left -= wait
            let query = wait > 0 ? "?wait=\(wait)" : ""
            let call = CallView(try await self.get("/divert/calls/\(id)\(query)", wait: .seconds(wait)))
            guard call.isRinging, left > 0 else { return call }
        }
    }

    /// Path and query of a link, which may be absolute; this server is asked in any case.
    private func target(_ link: String) -> String {
        var target = link[...]
        if let scheme = link.firstRange(of: "://") { target = link[scheme.upperBound...].drop { $0 != "/" } }
        let prefix = self.connection.endpoint.basePath
        if !prefix.isEmpty, target.hasPrefix(prefix + "/") { target = target.dropFirst(prefix.count) }
        return String(target)
    }
}
