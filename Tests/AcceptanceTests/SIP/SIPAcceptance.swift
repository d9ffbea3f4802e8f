import Testing

/// The real server and callers that speak SIP with it: sipp, and for exact moments a peer of our own.
@Suite("SIP callers", .serialized, .timeLimit(.minutes(1)))
enum SIPAcceptance {}
