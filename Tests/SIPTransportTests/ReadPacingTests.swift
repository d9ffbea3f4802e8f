import NIOCore
import SIPTransport
import Testing

@Suite("When a UDP socket is read again")
struct ReadPacingTests {
    /// A socket that is read when something came, and its clock.
    private struct Socket {
        var now = NIODeadline.uptimeNanoseconds(7)
        var pacing = ReadPacing(longestRest: .milliseconds(4), now: .uptimeNanoseconds(7))

        /// Reads of so many datagrams each, at equal distances; gives the rests.
        mutating func read(_ reads: Int, of datagrams: Int = 1, every distance: TimeAmount) -> [TimeAmount?] {
            (0..<reads).map { _ in
                self.now = self.now + distance
                return self.pacing.read(datagrams, isFull: datagrams == 32, now: self.now)
            }
        }
    }

    @Test("While few come, each is taken at once", arguments: [1, 5, 1_000] as [Int64])
    func few(milliseconds: Int64) {
        var socket = Socket()
        #expect(socket.read(500, every: .milliseconds(milliseconds)).allSatisfy { $0 == nil })
    }

    @Test("While many come, the socket rests after each read, until they are few again")
    func many() {
        var socket = Socket()
        let first = socket.read(100, every: .microseconds(500))
        #expect(first.prefix(79).allSatisfy { $0 == nil })
        #expect(first.dropFirst(79).allSatisfy { $0 == .milliseconds(4) })
        #expect(socket.read(50, of: 5, every: .milliseconds(4)).allSatisfy { $0 == .milliseconds(4) })
        #expect(socket.read(60, of: 3, every: .milliseconds(4)).suffix(40).allSatisfy { $0 == nil })
    }

    @Test("The more come, the shorter it rests")
    func more() {
        var socket = Socket()
        _ = socket.read(800, every: .microseconds(100))
        #expect(socket.read(40, of: 10, every: .milliseconds(1)).allSatisfy { $0 == .microseconds(1_600) })
    }

    @Test("A read that took all that a read may is followed by the next one at once")
    func paid() {
        var socket = Socket()
        _ = socket.read(100, every: .microseconds(500))
        #expect(socket.read(1, of: 32, every: .zero) == [nil])
        #expect(socket.read(1, of: 31, every: .zero) == [.milliseconds(4)])
    }

    @Test("Callers who wait for their answers are not slowed down for longer than it takes to notice")
    func callersWait() {
        var socket = Socket()
        _ = socket.read(200, every: .microseconds(250))
        // Two callers: nothing comes before they are answered.
        let rests = socket.read(20, of: 2, every: .milliseconds(4))
        #expect(rests.first == .milliseconds(4))
        #expect(rests.last == .some(nil))
        #expect(socket.read(3_000, every: .microseconds(250)).allSatisfy { $0 == nil })
        #expect(socket.read(1_100, every: .microseconds(250)).last == .milliseconds(4))
    }

    @Test("After silence the first one is taken at once")
    func silence() {
        var socket = Socket()
        _ = socket.read(100, every: .microseconds(500))
        #expect(socket.read(1, every: .seconds(1)) == [nil])
        #expect(socket.read(100, every: .microseconds(500)).last == .milliseconds(4))
    }

    @Test("With a rest of zero each is taken at once, however many come")
    func off() {
        var pacing = ReadPacing(longestRest: .zero, now: .uptimeNanoseconds(0))
        for number in 1...1_000 {
            #expect(pacing.read(1, isFull: false, now: .uptimeNanoseconds(UInt64(number) * 10_000)) == nil)
        }
    }
}
