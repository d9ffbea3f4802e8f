import EventDelivery
import Testing

@Suite("What comes after an attempt")
struct RetryTableTests {
    @Test("200 to 204 are delivered, and nothing else is")
    func delivered() {
        for status in 100...599 {
            #expect((RetryTable.fate(status: status) == .delivered) == (200...204).contains(status))
        }
        #expect(RetryTable.fate(status: nil) == .failed(notBefore: .zero))
    }

    @Test("Statuses that say never are obeyed, all others are asked again, a 3xx too")
    func refused() {
        let never = (100...599).filter { RetryTable.fate(status: $0) == .refused }
        #expect(never == [400, 401, 403, 410, 413, 415])
        for status in [301, 302, 307, 308, 404, 408, 429, 500, 503] {
            #expect(RetryTable.fate(status: status) == .failed(notBefore: .zero))
        }
        #expect(RetryTable.fate(status: 503, retryAfter: .seconds(9)) == .failed(notBefore: .seconds(9)))
    }

    @Test("Steps are seconds, and the last one holds")
    func steps() {
        let delays = (1...8).map { RetryTable.delay(afterAttempts: $0, notBefore: .zero, jitter: 0.5) }
        #expect(delays == [2, 5, 10, 10, 30, 60, 60, 60].map { .seconds($0) })
    }

    @Test(
        "They vary by a fifth", arguments: [(0.0, 8_000), (0.25, 9_000), (1.0, 12_000), (7.0, 12_000), (-3.0, 8_000)])
    func jitter(jitter: Double, milliseconds: Int) {
        let delay = RetryTable.delay(afterAttempts: 3, notBefore: .zero, jitter: jitter)
        #expect(delay == .milliseconds(milliseconds))
    }

    @Test("A wait that was asked for is the least")
    func notBefore() {
        #expect(RetryTable.delay(afterAttempts: 1, notBefore: .seconds(3), jitter: 0.5) == .seconds(3))
        #expect(RetryTable.delay(afterAttempts: 1, notBefore: .seconds(1), jitter: 0.5) == .seconds(2))
    }
}
