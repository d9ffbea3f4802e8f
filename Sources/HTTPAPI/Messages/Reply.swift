/// The answer to a request, or who brings it.
enum Reply: Sendable {
    case now(Answer)
    /// Begins what leads to the answer; the function that it is given gets it once, on any thread.
    case later(@Sendable (@escaping @Sendable (Answer) -> Void) -> Void)

    /// Gives the answer to `take`, now or later.
    func deliver(to take: @escaping @Sendable (Answer) -> Void) {
        switch self {
        case .now(let answer): take(answer)
        case .later(let begin): begin(take)
        }
    }
}
