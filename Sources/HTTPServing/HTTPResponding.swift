package import NIOHTTP1

/// Who answers the requests of a server.
package protocol HTTPResponding: Sendable {
    /// Answers a request that is over, or whose body gave reason to end it. It is carried out to its end also when the
    /// client leaves meanwhile, so it must end by itself. It runs on the event loop of its connection.
    nonisolated(nonsending) func answer(_ head: HTTPRequestHead, body: ReceivedBody) async -> HTTPAnswer

    /// Answers what is no request. Nothing of what was sent is known, and the connection ends.
    func answer(to fault: RequestFault) -> HTTPAnswer
}
