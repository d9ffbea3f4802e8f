import DivertCommands
import Testing

@Suite("Events that came before")
struct SeenEventsTests {
    @Test("An id is new once")
    func once() {
        var seen = SeenEvents()
        let isNew = ["a", "b", "a", "b"].map { seen.insert($0) }
        #expect(isNew == [true, true, false, false])
    }

    @Test("The oldest are forgotten when there are too many, never the latest")
    func bounded() {
        var seen = SeenEvents()
        let firstTimes = (0...SeenEvents.limit).map { seen.insert("\($0)") }
        #expect(firstTimes.allSatisfy { $0 })
        let again = [SeenEvents.limit, SeenEvents.limit / 2, 0].map { seen.insert("\($0)") }
        #expect(again == [false, false, true])
    }
}
