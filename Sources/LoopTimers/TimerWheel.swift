package import NIOCore

/// A running timer of a `TimerWheel`. Worthless once the timer fired or was cancelled; then it stops nothing.
package struct TimerHandle: Sendable, Hashable {
    /// Where the timer stands in its wheel; another timer may stand there later.
    package let place: Int32
    /// How many timers stood there before.
    let generation: UInt32
}

/// Many timers by their deadlines: a hierarchical wheel, in which starting and stopping a timer costs the same however
/// many run. A pure value.
///
/// Time is cut into ticks of a millisecond, deadlines are rounded up. Each of the levels has 64 slots, and a slot of a
/// level is as long as the whole level below it. A timer stands on the level of the highest digit (of base 64) in which
/// its tick differs from the wheel's time; when the wheel's time reaches a slot, its timers move down. So the first
/// occupied slot of the lowest occupied level holds the earliest timer.
///
/// A timer carries a number that means something to its owner, and no more: it costs 32 bytes and is copied by nobody.
package struct TimerWheel: Sendable {
    /// A timer in the list of its slot. A free place belongs to no slot, and `next` links the free ones.
    private struct Entry {
        var token: UInt64 = 0
        var tick: UInt64 = 0
        var slot = nowhere
        var previous = nobody
        var next = nobody
        var generation: UInt32 = 0
    }

    private static var nobody: Int32 { -1 }
    private static var nowhere: Int32 { -1 }
    private static var digit: UInt64 { 6 }
    /// 48 bits of milliseconds.
    private static var levels: Int { 8 }
    private static var lastTick: UInt64 { 1 << (digit * UInt64(levels)) - 1 }

    private var entries: [Entry] = []
    private var firstFree = nobody
    /// The first entry of every slot, level by level.
    private var slots = [Int32](repeating: nobody, count: levels * 64)
    /// Which slots of a level hold timers.
    private var occupied = [UInt64](repeating: 0, count: levels)
    /// The wheel's time: no timer is earlier, and no occupied slot begins between it and the last moment looked at.
    private var time: UInt64 = 0
    /// How many timers run.
    package private(set) var count = 0

    package init() {}

    /// Starts a timer.
    ///
    /// - Parameter token: given back when the timer is due.
    package mutating func schedule(_ token: UInt64, at deadline: NIODeadline) -> TimerHandle {
        let place = self.freePlace()
        self.entries[Int(place)].token = token
        self.link(place, min(Self.tick(after: deadline), Self.lastTick))
        self.count += 1
        return TimerHandle(place: place, generation: self.entries[Int(place)].generation)
    }

    /// Stops a timer, if it still runs.
    package mutating func cancel(_ timer: TimerHandle) {
        let place = Int(timer.place)
        guard place < self.entries.count, self.entries[place].generation == timer.generation,
            self.entries[place].slot != Self.nowhere
        else { return }
        self.remove(timer.place)
    }

    /// The earliest deadline; nil when no timer runs. It looks at all timers of one slot.
    package func earliest() -> NIODeadline? {
        guard let level = self.lowestLevel else { return nil }
        var place = self.slots[self.firstSlot(of: level)]
        var least = Self.lastTick
        while place != Self.nobody {
            least = min(least, self.entries[Int(place)].tick)
            place = level == 0 ? Self.nobody : self.entries[Int(place)].next
        }
        return .uptimeNanoseconds(least * 1_000_000)
    }

    /// Takes out one timer whose deadline is not after `now`, the earliest first; nil when there is none.
    package mutating func popDue(now: NIODeadline) -> (timer: TimerHandle, token: UInt64)? {
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
            let entry = self.entries[Int(place)]
            self.remove(place)
            return (TimerHandle(place: place, generation: entry.generation), entry.token)
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

    private mutating func link(_ place: Int32, _ tick: UInt64) {
        let tick = max(tick, self.time)
        let difference = tick ^ self.time
        let level = difference == 0 ? 0 : (63 - difference.leadingZeroBitCount) / Int(Self.digit)
        let number = Int(tick >> (Self.digit * UInt64(level)) & 63)
        let slot = level * 64 + number
        let next = self.slots[slot]
        let generation = self.entries[Int(place)].generation
        self.entries[Int(place)] = Entry(
            token: self.entries[Int(place)].token, tick: tick, slot: Int32(slot), previous: Self.nobody, next: next,
            generation: generation)
        if next != Self.nobody { self.entries[Int(next)].previous = place }
        self.slots[slot] = place
        self.occupied[level] |= 1 << UInt64(number)
    }

    private mutating func unlink(_ place: Int32) {
        let entry = self.entries[Int(place)]
        if entry.next != Self.nobody { self.entries[Int(entry.next)].previous = entry.previous }
        if entry.previous != Self.nobody {
            self.entries[Int(entry.previous)].next = entry.next
        } else {
            let slot = Int(entry.slot)
            self.slots[slot] = entry.next
            if entry.next == Self.nobody { self.occupied[slot / 64] &= ~(1 << UInt64(slot % 64)) }
        }
    }

    /// The wheel's time has reached a slot above the lowest level: its timers find their places again.
    private mutating func moveDown(_ slot: Int) {
        var place = self.slots[slot]
        self.slots[slot] = Self.nobody
        self.occupied[slot / 64] &= ~(1 << UInt64(slot % 64))
        while place != Self.nobody {
            let next = self.entries[Int(place)].next
            self.link(place, self.entries[Int(place)].tick)
            place = next
        }
    }

    // MARK: Places

    private mutating func freePlace() -> Int32 {
        guard self.firstFree != Self.nobody else {
            self.entries.append(Entry())
            return Int32(self.entries.count - 1)
        }
        defer { self.firstFree = self.entries[Int(self.firstFree)].next }
        return self.firstFree
    }

    private mutating func remove(_ place: Int32) {
        self.unlink(place)
        self.entries[Int(place)].slot = Self.nowhere
        self.entries[Int(place)].generation &+= 1
        self.entries[Int(place)].next = self.firstFree
        self.firstFree = place
        self.count -= 1
    }
}
