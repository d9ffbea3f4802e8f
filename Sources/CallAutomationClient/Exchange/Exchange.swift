import Foundation

/// One request with all its attempts: performs what ``RetrySchedule`` decides.
struct Exchange: Sendable {
    let request: OperationRequest
    let authorization: RequestAuthorization
    let transport: HTTPTransport
    let options: CallAutomationClient.Options

    /// Sends until the service acknowledges or the schedule ends.
    func run(on clock: some Clock<Duration>) async throws -> Acknowledgement {
        let start = clock.now
        var schedule = RetrySchedule(self.options.retry)
        while true {
            try Task.checkCancellation()
            let elapsed = start.duration(to: clock.now)
            let limit = min(self.options.requestTimeout, schedule.remaining(after: elapsed))
            let failure: AttemptFailure
            switch try await self.attempt(limit: limit, number: schedule.attempts + 1) {
            case .success(let acknowledgement): return acknowledgement
            case .failure(let attempt): failure = attempt
            }
            let delay = schedule.failed(
                failure.kind, elapsed: start.duration(to: clock.now), chance: self.options.surroundings.chance())
            guard let delay else {
                var error = failure.error
                error.attempts = schedule.attempts
                throw error
            }
            try await clock.sleep(for: delay)
        }
    }

    private enum Outcome {
        case success(Acknowledgement)
        case failure(AttemptFailure)
    }

    /// One attempt. What the token provider throws goes to the user as it is.
    private func attempt(limit: Duration, number: Int) async throws -> Outcome {
        let authorization = try await self.authorization.headers(
            for: self.request, at: self.options.surroundings.now())
        do {
            let answer = try await self.transport.send(self.request, authorization, limit: limit)
            if let acknowledgement = answer.acknowledgement(attempts: number) { return .success(acknowledgement) }
            return .failure(AttemptFailure(answer, now: self.options.surroundings.now()))
        } catch {
            // Whatever form it took on the way, the user cancelled.
            try Task.checkCancellation()
            return .failure(AttemptFailure(error))
        }
    }
}
