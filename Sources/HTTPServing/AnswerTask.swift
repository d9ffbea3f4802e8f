/// The work that leads to an answer which has to be waited for.
package enum AnswerTask {
    /// Begins at once, on this thread: most refusals end there, too.
    ///
    /// The task has no preferred executor. With one, each entry into a function of an actor that has an executor of its
    /// own becomes a suspension, also where the task is with that actor already: between a look at the actor's state and
    /// the continuation that is to wait for a change of it, the change could slip through.
    package static func begin(_ work: @escaping @Sendable () async -> Void) {
        Task.immediate { await work() }
    }
}
