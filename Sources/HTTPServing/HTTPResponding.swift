package import NIOHTTP1

/// Who answers the requests of a server.
package protocol HTTPResponding: Sendable {
    /// Answers a request that is over, or whose body gave reason to end it. It is carried out to its end also when the
    /// client leaves meanwhile, so it must end by itself.
    ///
    /// Called on the connection's thread. What has to wait does so in a task (`AnswerTask`); an answer that another thread
    /// brings comes sooner, and for less, without one.
    ///
    /// - Parameter then: gets the answer: once, on any thread, before this returns or later.
    func answer(_ head: HTTPRequestHead, body: ReceivedBody, then: @escaping @Sendable (HTTPAnswer) -> Void)

    /// Answers what is no request, and the connection ends.
    ///
    /// - Parameter head: what could be read, if anything.
    func answer(to fault: RequestFault, of head: HTTPRequestHead?) -> HTTPAnswer
}
