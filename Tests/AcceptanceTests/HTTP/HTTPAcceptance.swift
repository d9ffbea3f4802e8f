import Testing

/// The real server and plain HTTP requests: simulated calls, events, the published example.
@Suite("Requests over HTTP", .serialized, .timeLimit(.minutes(1)))
enum HTTPAcceptance {}
