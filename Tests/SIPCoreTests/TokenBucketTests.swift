import SIPCore
import Testing

@Suite("So many a second (OVL-2)")
struct TokenBucketTests {
    private let second: UInt64 = 1_000_000_000

    @Test("A second's worth may come at once, then one for each interval", arguments: [1, 3, 50] as [UInt64])
    func burst(perSecond: UInt64) {
        let bucket = TokenBucket(perSecond: Int(perSecond))
        let start = 77 * self.second
        let interval = self.second / perSecond
        let moments =
            Array(repeating: start, count: Int(perSecond) + 1) + [interval - 1, interval, interval].map { start + $0 }
        let taken = moments.map { bucket.take(now: $0) }
        #expect(taken == Array(repeating: true, count: Int(perSecond)) + [false, false, true, false])
    }

    @Test("Who is quiet for long gets no more at once than a second's worth")
    func quiet() {
        let bucket = TokenBucket(perSecond: 2)
        let hour = 3600 * self.second
        let taken = [0, 0, 0, hour, hour, hour].map { bucket.take(now: $0) }
        #expect(taken == [true, true, false, true, true, false])
    }
}
