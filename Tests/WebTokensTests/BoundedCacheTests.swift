import Testing
import WebTokens

@Suite("A cache that does not grow")
struct BoundedCacheTests {
    @Test("One value more than there is room for drops the oldest")
    func bound() {
        var cache = BoundedCache<Int, String>(capacity: 3)
        for number in 1...5 { cache.insert("\(number)", for: number) }
        #expect((1...5).map { cache[$0] } == [nil, nil, "3", "4", "5"])
        #expect(cache.count == 3)
    }

    @Test("A value that is put in again is as new as that")
    func again() {
        var cache = BoundedCache<Int, String>(capacity: 2)
        cache.insert("1", for: 1)
        cache.insert("2", for: 2)
        cache.insert("one", for: 1)
        cache.insert("3", for: 3)
        #expect([cache[1], cache[2], cache[3]] == ["one", nil, "3"])
    }

    @Test("Removing and putting in the same few keys for ever keeps the others")
    func churn() {
        var cache = BoundedCache<Int, Int>(capacity: 4)
        for round in 0..<1_000 {
            cache.insert(round, for: round % 2)
            cache.remove(round % 2)
        }
        cache.insert(7, for: 7)
        #expect(cache.count == 1)
        cache.removeAll()
        #expect(cache.count == 0 && cache[7] == nil)
    }

    @Test("There is room for one at least")
    func tiny() {
        var cache = BoundedCache<Int, Int>(capacity: 0)
        cache.insert(1, for: 1)
        #expect(cache[1] == 1)
    }
}
