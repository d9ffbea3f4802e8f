import GRDB

/// A connection that only reads, beside the one that writes; opened when it is needed, and anew when it failed.
actor ReadConnection {
    private let file: DatabaseFile
    private var queue: DatabaseQueue?
    private var isClosed = false

    init(file: DatabaseFile) {
        self.file = file
    }

    /// Runs `body` in one read transaction. A connection that fails is replaced, and `body` tried once more.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        do {
            return try await self.attempt(body)
        } catch is DatabaseError {
            do {
                return try await self.attempt(body)
            } catch let error as DatabaseError {
                throw StoreError(error, path: self.file.path)
            }
        }
    }

    func close() {
        self.isClosed = true
        try? self.queue?.close()
        self.queue = nil
    }

    private func attempt<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        let queue = try self.connected()
        do {
            return try await queue.read(body)
        } catch let error as DatabaseError {
            if self.queue === queue {
                self.queue = nil
            }
            throw error
        }
    }

    private func connected() throws(StoreError) -> DatabaseQueue {
        guard !self.isClosed else {
            throw StoreError(.closed, path: self.file.path, detail: "The store is closed.")
        }
        if let queue = self.queue { return queue }
        let queue = try self.file.openForReading()
        self.queue = queue
        return queue
    }
}
