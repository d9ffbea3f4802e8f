/// Asks until the answer is what a test waits for, at the latest for twenty seconds; gives the last answer.
///
/// For what nobody tells by itself.
package func ask<Answer>(
    _ question: () async throws -> Answer, until holds: (Answer) -> Bool
) async throws -> Answer {
    let clock = ContinuousClock()
    let limit = clock.now + .seconds(20)
    var answer = try await question()
    while !holds(answer), clock.now < limit {
        try await clock.sleep(for: .milliseconds(20))
        answer = try await question()
    }
    return answer
}
