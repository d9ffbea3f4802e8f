import NIOCore
import SIPTransport
import Testing

@Suite("What the log says of something that may happen very often")
struct RepeatedNoticeTests {
    private static let start = NIODeadline.uptimeNanoseconds(1_000_000_000)

    @Test("The first time is told at once, what follows once a minute with its number")
    func repeated() {
        var notice = RepeatedNotice()
        #expect(notice.happened(at: Self.start) == 1)
        for milliseconds in 1..<60_000 {
            #expect(notice.happened(at: Self.start + .milliseconds(Int64(milliseconds))) == nil)
        }
        #expect(notice.happened(at: Self.start + .minutes(1)) == 60_000)
        #expect(notice.happened(at: Self.start + .minutes(1) + .seconds(1)) == nil)
        #expect(notice.happened(at: Self.start + .minutes(3)) == 2)
    }
}
