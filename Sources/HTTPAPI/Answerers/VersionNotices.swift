import CallAutomationModel
import Logging
import Observability

/// Remembers which unknown `api-version`s were logged, so that each is logged once.
actor VersionNotices {
    /// More versions than will be published while a process runs; a client that makes them up fills no log.
    private static let limit = 64

    private var noted: Set<String> = []
    private let logger: Logger

    init(logger: Logger) {
        self.logger = logger
    }

    func note(_ version: APIVersion.Served) {
        guard self.noted.count < Self.limit, self.noted.insert(version.requested).inserted else { return }
        self.logger.event(
            .notice, "unknown api-version is served as the known one before it", call: nil,
            [.requested(version), .served(version)])
    }
}
