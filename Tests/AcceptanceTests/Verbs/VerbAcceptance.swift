import Testing

/// The verbs that people type, as they type them.
@Suite("The verbs", .serialized, .timeLimit(.minutes(1)))
enum VerbAcceptance {}
