import Testing

/// What stands in `examples/`, as far as this machine can run it. One test at a time: each starts several programs.
@Suite("The examples", .serialized, .timeLimit(.minutes(1)))
enum ExamplesAcceptance {}
