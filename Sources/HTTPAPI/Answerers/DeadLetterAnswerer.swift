import CallAutomationModel
import CallControl
import CallRouting
import HTTPTypes

/// The Divert plane: events that were not delivered.
///
///     GET  /divert/deadletters
///     GET  /divert/deadletters/{id}
///     POST /divert/deadletters/{id}:replay
struct DeadLetterAnswerer: Answerer {
    let paths: [PathTemplate] = [
        "/divert/deadletters", "/divert/deadletters/{id}", "/divert/deadletters/{id}:replay",
    ]

    private static let path = "/divert/deadletters"
    /// How many a list shows.
    private static let listLimit = 100

    private let owner: CallOwner
    private let authenticator: Authenticator

    init(_ environment: HTTPAPIEnvironment, _ authenticator: Authenticator) {
        self.owner = environment.owner
        self.authenticator = authenticator
    }

    func endpoint(at path: String) -> Endpoint? {
        if path == Self.path {
            return Endpoint(
                "divert dead letters", get: { request throws(CommunicationError) in try await self.list(request) })
        }
        guard let (id, operation) = PathElement.split(path, below: Self.path) else { return nil }
        switch operation {
        case nil:
            return Endpoint(
                "divert dead letter", get: { request throws(CommunicationError) in try await self.show(id, request) })
        case "replay":
            return Endpoint(
                "divert replay", post: { request throws(CommunicationError) in try await self.replay(id, request) })
        default: return nil
        }
    }

    private func list(_ request: ReceivedRequest) async throws(CommunicationError) -> Answer {
        let resource = try await self.authenticator.principal(sending: request, to: .divert).resource
        let letters: [DeadLetter]
        do {
            letters = try await self.owner.deadLetters(of: resource, limit: Self.listLimit)
        } catch {
            throw .unavailable
        }
        var text = JSONText(capacity: 512 * (letters.count + 1))
        text.object { text in
            text.name("deadLetters")
            text.array { text in
                for letter in letters { letter.write(to: &text, withEvent: false) }
            }
        }
        return .json(text)
    }

    private func show(_ id: String, _ request: ReceivedRequest) async throws(CommunicationError) -> Answer {
        let letter = try await self.find(
            id, try await self.authenticator.principal(sending: request, to: .divert).resource)
        var text = JSONText(capacity: 4096)
        letter.write(to: &text, withEvent: true)
        var answer = Answer.json(text)
        answer.call = letter.call
        return answer
    }

    /// Answers with the attempt, whatever came of it.
    private func replay(_ id: String, _ request: ReceivedRequest) async throws(CommunicationError) -> Answer {
        let resource = try await self.authenticator.principal(sending: request, to: .divert).resource
        try request.refuseRepeatability()
        let letter = try await self.find(id, resource)
        let owner = self.owner
        guard let attempt = await Task(operation: { await owner.replay(letter) }).value else {
            throw .subscriptionNotFound
        }
        var text = JSONText(capacity: 512)
        attempt.write(to: &text)
        var answer = Answer.json(text)
        answer.call = letter.call
        return answer
    }

    private func find(_ id: String, _ resource: String) async throws(CommunicationError) -> DeadLetter {
        let letter: DeadLetter?
        do {
            letter = try await self.owner.deadLetter(id)
        } catch {
            throw .unavailable
        }
        guard let letter else { throw .deadLetterNotFound }
        guard letter.resource == resource else { throw .otherResource }
        return letter
    }
}
