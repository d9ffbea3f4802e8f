package import CallRouting

extension CallStoreCase {
    /// Runs the case against an empty store.
    package func run(on store: any CallStore) async throws {
        switch self {
        case .keepsEverything: try await Self.keepsEverything(store)
        case .endsOnce: try await Self.endsOnce(store)
        case .concludesOnce: try await Self.concludesOnce(store)
        case .rejectsAndCancels: try await Self.rejectsAndCancels(store)
        case .ringsOn: try await Self.ringsOn(store)
        case .ringsOnOnce: try await Self.ringsOnOnce(store)
        case .ringsOnForRequests: try await Self.ringsOnForRequests(store)
        case .recoversHops: try await Self.recoversHops(store)
        case .ringsOnce: try await Self.ringsOnce(store)
        case .logs: try await Self.logs(store)
        case .tracksRequests: try await Self.tracksRequests(store)
        case .notes: try await Self.notes(store)
        case .notesNothing: try await Self.notesNothing(store)
        case .keepsMarks: try await Self.keepsMarks(store)
        case .recovers: try await Self.recovers(store)
        case .recoversRequests: try await Self.recoversRequests(store)
        case .purges: try await Self.purges(store)
        case .findsByName: try await Self.findsByName(store)
        case .listsNewest: try await Self.listsNewest(store)
        case .tellsOfEnds: try await Self.tellsOfEnds(store)
        case .keepsAnswers: try await Self.keepsAnswers(store)
        case .keepsSubscriptions: try await Self.keepsSubscriptions(store)
        case .keepsDeadLetters: try await Self.keepsDeadLetters(store)
        case .purgesDeadLetters: try await Self.purgesDeadLetters(store)
        case .answersInOrder: try await Self.answersInOrder(store)
        case .answersBeforeReading: try await Self.answersBeforeReading(store)
        }
    }
}
