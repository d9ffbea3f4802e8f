import CallAutomationModel
import HTTPServing

/// The answer to a request, or who brings it.
enum Reply: Sendable {
    case now(Answer)
    /// Begins what leads to the answer; the function that it is given gets it once, on any thread.
    case later(@Sendable (@escaping @Sendable (Answer) -> Void) -> Void)

    /// What a task finds out.
    static func awaiting(_ find: @escaping @Sendable () async throws(CommunicationError) -> Reply) -> Reply {
        .later { take in
            AnswerTask.begin {
                do throws(CommunicationError) {
                    try await find().deliver(to: take)
                } catch {
                    take(Answer(error))
                }
            }
        }
    }

    /// Gives the answer to `take`, now or later.
    func deliver(to take: @escaping @Sendable (Answer) -> Void) {
        switch self {
        case .now(let answer): take(answer)
        case .later(let begin): begin(take)
        }
    }
}
