import Testing

/// Events that arrive: receivers of every kind, subscriptions, dead letters. One test at a time, each with its servers.
@Suite("Events that arrive", .serialized, .timeLimit(.minutes(5)))
struct EventsAcceptance {}
