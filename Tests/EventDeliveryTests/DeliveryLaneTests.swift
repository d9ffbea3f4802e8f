import EventDelivery
import Testing

@Suite("The way to one endpoint")
struct DeliveryLaneTests {
    @Test("So many at once, so many in line, the next is turned away; places go to whoever waits longest")
    func lane() {
        var lane = DeliveryLane<Int>(concurrency: 2, capacity: 2)
        #expect(lane.isEmpty)
        #expect((1...5).map { lane.enter($0) } == [.admitted, .admitted, .queued, .queued, .full])
        #expect(lane.left() == 3)
        #expect(lane.enter(6) == .queued)
        #expect(lane.left() == 4)
        #expect(lane.left() == 6)
        #expect(lane.left() == nil)
        #expect(!lane.isEmpty)
        #expect(lane.left() == nil)
        #expect(lane.isEmpty)
        #expect(lane.enter(7) == .admitted)
    }
}
