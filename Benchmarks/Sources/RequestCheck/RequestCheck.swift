import CallAutomationModel
import CallContext
import Foundation
import RequestSigning

/// What a redirect request of 1.5 KB costs before it reaches its call: the hash of its body, the signature, the version,
/// the JSON, the identifier, the context. Each part in CPU time of the thread, and all of them one after the other.
///
///     RequestCheck [REPETITIONS]
@main
struct RequestCheck {
    static func main() {
        let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 20_000
        guard let request = SignedRedirect() else {
            print("RequestCheck: the request could not be made")
            exit(1)
        }
        print("a body of \(request.body.count) bytes, \(count) times")
        self.measure("hash of the body", count) { ContentHash(of: request.body).base64.utf8.count }
        self.measure("hash and signature", count) { request.verify() ? 1 : 0 }
        self.measure("api-version", count) { request.hasVersion() ? 1 : 0 }
        self.measure("JSON and identifier", count) { request.decode()?.incomingCallContext.utf8.count ?? 0 }
        self.measure("context", count) { request.open(request.context) ? 1 : 0 }
        self.measure("all of it", count) {
            guard request.hasVersion(), request.verify(), let decoded = request.decode(),
                request.open(decoded.incomingCallContext)
            else { return 0 }
            return 1
        }
    }

    /// - Parameter body: gives a number above 0 when it did what it should.
    private static func measure(_ name: String, _ count: Int, _ body: () -> Int) {
        var successes = 0
        for _ in 0..<count / 10 { successes += min(body(), 1) }
        let before = self.threadTime()
        for _ in 0..<count { successes += min(body(), 1) }
        let nanoseconds = Double(self.threadTime() - before) / Double(count)
        let isSound = successes == count + count / 10
        print(name.padding(toLength: 20, withPad: " ", startingAt: 0), terminator: "")
        print(isSound ? String(format: "%6.2f µs", nanoseconds / 1000) : "failed")
    }

    /// Nanoseconds of CPU that this thread has used.
    private static func threadTime() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
