import Testing

/// What `make dist` made, as those find it who get it: unpacked, installed, read.
@Suite("What is handed out", .serialized, .timeLimit(.minutes(2)))
enum DistributionAcceptance {}
