import Testing

/// The real server and what the published clients send it, or make of what it sends. One test at a time: each starts
/// several programs.
@Suite("Compatibility", .serialized, .timeLimit(.minutes(6)))
enum Compatibility {}
