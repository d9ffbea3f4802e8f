import Foundation

extension Process {
    /// A child gets what other threads open while Foundation looks which descriptors it must not have. The end of a pipe
    /// in the hands of a stranger is not seen, so programs are started one at a time, with their pipes.
    private static let oneAtATime = NSLock()

    /// Starts the program.
    ///
    /// - Parameter prepare: makes the pipes that it gets.
    package func start<Value>(with prepare: () throws -> Value) throws -> Value {
        try Self.oneAtATime.withLock {
            let value = try prepare()
            try self.run()
            return value
        }
    }

    /// Starts a program without pipes.
    package func start() throws {
        try self.start {}
    }
}
