package import NIOCore

/// Many timers by their deadlines: a hierarchical wheel, in which starting and stopping a timer costs the same however
/// many run. A pure value.
///
/// Time is cut into ticks of a millisecond, deadlines are rounded up. Each of the levels has 64 slots, and a slot of a
/// level is as long as the whole level below it. A timer stands on the level of the highest digit (of base 64) in which
/// its tick differs from the wheel's time; when the wheel's time reaches a slot, its timers move down. So the first
/// occupied slot of the lowest occupied level holds the earliest timer.
///
/// Each id has at most one timer; scheduling it again replaces it.
package struct TimerWheel<ID: Hashable & Sendable>: Sendable {
    /// A timer in the list of its slot. A free place keeps no id, and `next` links the free ones.
    private struct Entry {
        var id: ID?
        var tick: UInt64 = 0
        var slot = 0
        var previous = nobody
        var next = nobody
    }

    private static var nobody: Int { -1 }
    private static var digit: UInt64 { 6 }
    /// 48 bits of milliseconds.
    private static var levels: Int { 8 }
    private static var lastTick: UInt64 { 1 << (digit * UInt64(levels)) - 1 }

    private var entries: [Entry] = []
    private var firstFree = nobody
    private var places: [ID: Int] = [:]
    /// The first entry of every slot, level by level.
    private var slots = [Int](repeating: nobody, count: levels * 64)
    /// Which slots of a level hold timers.
    private var occupied = [UInt64](repeating: 0, count: levels)
    /// The wheel's time: no timer is earlier, and no occupied slot begins between it and the last moment looked at.
    private var time: UInt64 = 0

    package init() {}

    /// How many timers run.
    package var count: Int { self.places.count }

    /// Starts or restarts the timer of `id`.
    package mutating func schedule(_ id: ID, at deadline: NIODeadline) {
        let tick = min(Self.tick(after: deadline), Self.lastTick)
        if let place = self.places[id] {
            self.unlink(place)
            self.link(place, tick)
        } else {
            let place = self.freePlace()
            self.entries[place].id = id
            self.places[id] = place
            self.link(place, tick)
        }
    }

    /// Stops the timer of `id`, if it runs.
    package mutating func cancel(_ id: ID) {
        guard let place = self.places.removeValue(forKey: id) else { return }
        self.unlink(place)
        self.free(place)
    }

    /// The earliest deadline; nil when no timer runs. It looks at all timers of one slot.
    package func earliest() -> NIODeadline? {
        guard let level = self.lowestLevel else { return nil }
        var place = self.slots[self.firstSlot(of: level)]
        var least = Self.lastTick
        while place != Self.nobody {
            least = min(least, self.entries[place].tick)
            place = level == 0 ? Self.nobody : self.entries[place].next
        }
        return .uptimeNanoseconds(least * 1_000_000)
    }

    /// Takes out one timer whose deadline is not after `now`, the earliest first; nil when there is none.
    package mutating func popDue(now: NIODeadline) -> ID? {
        let tick = now.uptimeNanoseconds / 1_000_000
        while let level = self.lowestLevel {
            let slot = self.firstSlot(of: level)
            let start = self.start(of: slot, level)
            guard start <= tick else { break }
            self.time = max(self.time, start)
            guard level == 0 else {
                self.moveDown(slot)
                continue
            }
            let place = self.slots[slot]
            guard let id = self.entries[place].id else { break }
            self.cancel(id)
            return id
        }
        self.time = max(self.time, min(tick, Self.lastTick))
        return nil
    }

    // MARK: Slots

    private static func tick(after deadline: NIODeadline) -> UInt64 {
        let (ticks, rest) = deadline.uptimeNanoseconds.quotientAndRemainder(dividingBy: 1_000_000)
        return rest == 0 ? ticks : ticks + 1
    }

    private var lowestLevel: Int? { self.occupied.firstIndex { $0 != 0 } }

    private func firstSlot(of level: Int) -> Int { level * 64 + self.occupied[level].trailingZeroBitCount }

    /// The tick at which a slot begins, whose timers agree with the wheel's time in all higher digits.
    private func start(of slot: Int, _ level: Int) -> UInt64 {
        let shift = Self.digit * UInt64(level)
        let below: UInt64 = 1 << (shift + Self.digit) - 1
        return self.time & ~below | UInt64(slot % 64) << shift
    }

    private mutating func link(_ place: Int, _ tick: UInt64) {
        let tick = max(tick, self.time)
        let difference = tick ^ self.time
        let level = difference == 0 ? 0 : (63 - difference.leadingZeroBitCount) / Int(Self.digit)
        let number = Int(tick >> (Self.digit * UInt64(level)) & 63)
        let slot = level * 64 + number
        let next = self.slots[slot]
        self.entries[place].tick = tick
        self.entries[place].slot = slot
        self.entries[place].previous = Self.nobody
        self.entries[place].next = next
        if next != Self.nobody { self.entries[next].previous = place }
        self.slots[slot] = place
        self.occupied[level] |= 1 << UInt64(number)
    }

    private mutating func unlink(_ place: Int) {
        let (slot, previous, next) = (
            self.entries[place].slot, self.entries[place].previous, self.entries[place].next
        )
        if next != Self.nobody { self.entries[next].previous = previous }
        if previous != Self.nobody {
            self.entries[previous].next = next
        } else {
            self.slots[slot] = next
            if next == Self.nobody { self.occupied[slot / 64] &= ~(1 << UInt64(slot % 64)) }
        }
    }

    /// The wheel's time has reached a slot above the lowest level: its timers find their places again.
    private mutating func moveDown(_ slot: Int) {
        var place = self.slots[slot]
        self.slots[slot] = Self.nobody
        self.occupied[slot / 64] &= ~(1 << UInt64(slot % 64))
        while place != Self.nobody {
            let next = self.entries[place].next
            self.link(place, self.entries[place].tick)
            place = next
        }
    }

    // MARK: Places

    private mutating func freePlace() -> Int {
        guard self.firstFree != Self.nobody else {
            self.entries.append(Entry())
            return self.entries.count - 1
        }
        defer { self.firstFree = self.entries[self.firstFree].next }
        return self.firstFree
    }

    private mutating func free(_ place: Int) {
        self.entries[place].id = nil
        self.entries[place].next = self.firstFree
        self.firstFree = place
    }
}
