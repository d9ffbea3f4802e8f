import Testing

/// The real server as a process: started, killed, drained, given bad files and full disks.
@Suite("The server as a process", .serialized, .timeLimit(.minutes(1)))
enum ProcessAcceptance {}
