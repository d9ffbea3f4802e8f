/// Runs `body`, and fails when it takes too long.
func withDeadline<Value: Sendable>(
    _ limit: Duration, _ complaint: String, _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Value.self) { group in
        group.addTask { try await body() }
        group.addTask {
            try await Task.sleep(for: limit)
            throw DemoError("\(complaint) within \(limit)")
        }
        defer { group.cancelAll() }
        guard let value = try await group.next() else { throw DemoError(complaint) }
        return value
    }
}
