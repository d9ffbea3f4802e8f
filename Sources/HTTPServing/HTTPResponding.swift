package import NIOHTTP1

/// Who answers the requests of a server.
package protocol HTTPResponding: Sendable {
    /// Answers a request that is over, or whose body gave reason to end it. It is carried out to its end also when the
    /// client leaves meanwhile, so it must end by itself.
    ///
    /// - Parameter then: gets the answer: once, on any thread, before this returns or later. An answer that another thread
    ///   brings comes sooner this way than through a task, which would go on in the thread pool first.
    func answer(
        _ head: HTTPRequestHead, body: ReceivedBody, then: @escaping @Sendable (HTTPAnswer) -> Void) async

    /// Answers what is no request. Nothing of what was sent is known, and the connection ends.
    func answer(to fault: RequestFault) -> HTTPAnswer
}
