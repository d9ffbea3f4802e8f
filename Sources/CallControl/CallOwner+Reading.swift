package import CallRouting
import LoopTimers

// Looking at calls: the Divert plane.
extension CallOwner {
    /// A call as it stands now, from memory or from its row.
    package func call(_ id: CallID) async throws -> CallRecord? {
        if let live = self.calls[id] { return live.record }
        if let record = self.policyRecords[id] { return record }
        return try await self.environment.store.call(id)
    }

    /// The newest calls, newest first.
    package func newestCalls(limit: Int) async throws -> [CallRecord] {
        let rows = try await self.environment.store.newestCalls(limit: limit)
        // Memory knows more than the rows: marks that are written lazily, and calls that are not written yet.
        var byID: [CallID: CallRecord] = [:]
        for row in rows { byID[row.id] = row }
        for live in self.calls.values { byID[live.record.id] = live.record }
        for record in self.policyRecords.all { byID[record.id] = record }
        return Array(byID.values.sorted { ($0.createdAt, $0.id) > ($1.createdAt, $1.id) }.prefix(limit))
    }

    /// Waits until the call left `ringing`, at most for `duration`; then gives it as it stands.
    package func call(_ id: CallID, waiting duration: Duration) async throws -> CallRecord? {
        if duration > .zero, let live = self.calls[id], !live.lifecycle.isEnded {
            return await withCheckedContinuation { continuation in
                // Looked at again here, where nothing can come between.
                guard let live = self.calls[id], !live.lifecycle.isEnded else {
                    return continuation.resume(returning: self.calls[id]?.record ?? live.record)
                }
                let number = self.nextNumber()
                self.watchers[number] = Watcher(call: id, continuation: continuation)
                self.calls[id]?.watchers.append(number)
                self.timers?.schedule(.watcher(number), after: duration)
            }
        }
        return try await self.call(id)
    }

    /// Waits until a new call's row is on disk, so that its answer (201) is a promise; false when it failed, or when the
    /// store does not say within the time that a decision waits, too.
    package func isStored(_ id: CallID) async -> Bool {
        guard self.calls[id] != nil else {
            return (try? await self.environment.store.call(id)) != nil
        }
        return await withCheckedContinuation { continuation in
            // Looked at here, where nothing can come between: the row may have been stored on the way.
            guard self.calls[id]?.hasRow == false else { return continuation.resume(returning: true) }
            self.storedContinuations[id, default: []].append(continuation)
            self.timers?.schedule(.stored(id), after: CallLifecycle.Timer.answer.duration)
        }
    }

    /// Tells whoever waits for a new call's row.
    func storedAnswer(_ isStored: Bool, _ id: CallID) {
        if isStored { self.calls[id]?.hasRow = true }
        self.timers?.cancel(.stored(id))
        self.storedContinuations.removeValue(forKey: id)?.forEach { $0.resume(returning: isStored) }
    }

    func watcherTimedOut(_ number: UInt64) {
        let id = self.watchers[number]?.call
        self.endWatch(number)
        if let id { self.forgetIfFinished(id) }
    }

    func endWatch(_ number: UInt64) {
        guard let watcher = self.watchers.removeValue(forKey: number) else { return }
        self.timers?.cancel(.watcher(number))
        self.calls[watcher.call]?.watchers.removeAll { $0 == number }
        watcher.continuation.resume(returning: self.calls[watcher.call]?.record)
    }
}
