import CallAutomationModel
import Logging
import Observability
import Synchronization

/// Remembers which unknown `api-version`s were logged, so that each is logged once.
final class VersionNotices: Sendable {
    /// More versions than will be published while a process runs; a client that makes them up fills no log.
    private static let limit = 64

    private let noted = Mutex<Set<String>>([])
    private let logger: Logger

    init(logger: Logger) {
        self.logger = logger
    }

    func note(_ version: APIVersion.Served) {
        let isFirst = self.noted.withLock { noted in
            noted.count < Self.limit && noted.insert(version.requested).inserted
        }
        guard isFirst else { return }
        self.logger.event(
            .notice, "unknown api-version is served as the known one before it", call: nil,
            [.requested(version), .served(version)])
    }
}
