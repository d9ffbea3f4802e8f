import CallRouting

/// One thing that every `CallStore` does. Each case runs against an empty store.
///
/// `run` throws a `CallStoreDefect` when the store does something else; what a case promises is its description.
package enum CallStoreCase: String, CaseIterable, Sendable, CustomStringConvertible {
    case keepsEverything = "Everything about a call is read back as it was written"
    case endsOnce = "A call is decided once; the second decision is told so"
    case concludesOnce = "A call that was decided cannot be concluded, and the other way round"
    case rejectsAndCancels = "Every kind of decision is read back"
    case ringsOn = "A call that rang on is read back with every hop, and its decision ends it at the last one"
    case ringsOnOnce = "A hop is left once: the second time, from a later one, and after the end are told so"
    case ringsOnForRequests = "A hop that brings a known request id changes nothing, and its own id exists once"
    case recoversHops = "A restart learns of the hops of a call, whether it rings or was decided (D8)"
    case ringsOnce = "A call id exists once"
    case logs = "A call that policy answered at once is a row in its last state (D14)"
    case tracksRequests = "A request id exists once, and a decision with a known id leaves the call alone"
    case notes = "A note writes marks, attempts and timeline, but neither state nor decision"
    case notesNothing = "A note about a call that is not there changes nothing"
    case keepsMarks = "A late note takes no mark back"
    case recovers = "A restart learns of ringing calls and young final responses, in the order of arrival (D8)"
    case recoversRequests = "A restart learns of request ids whose window is open"
    case purges = "A purge deletes what is old enough, and nothing younger (D10)"
    case findsByName = "Of several calls with one further name the newest is found"
    case listsNewest = "Lists begin with the newest call"
    case tellsOfEnds = "Events about the end come with it, and a restart learns of those that were not delivered"
    case keepsAnswers = "Of an attempt the answer is read back, of an event why it failed"
    case keepsSubscriptions = "A subscription is there until it is removed; the one with its name takes its place"
    case keepsDeadLetters = "A dead letter is there until it is removed; lists begin with the newest of a resource"
    case purgesDeadLetters = "Dead letters that are too old or too many go, the oldest first"
    case answersInOrder = "Writes are carried out and answered in the order of submit (D5)"
    case answersBeforeReading = "What was answered is there for whoever reads next"

    package var description: String { self.rawValue }
}

/// What a store did instead of what the case promises.
package struct CallStoreDefect: Error, CustomStringConvertible {
    package let description: String
}

/// Throws unless the two are equal.
func demand<Value: Equatable>(_ found: Value, is expected: Value, _ what: String) throws {
    guard found == expected else {
        throw CallStoreDefect(description: "\(what): expected \(expected), found \(found).")
    }
}
