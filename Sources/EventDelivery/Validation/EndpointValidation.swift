package import CallRouting

/// Whether an endpoint wants the events of a subscription: the handshake of events.md §4.
///
///     idle --begin--> asking --yes--> valid
///                     ^    '--no--> waiting --time over--> failed
///                     '----5 s-------'  '----code came back--> valid
///
/// The endpoint agrees in its answer, or somebody visits the URL that the question names while it waits. A pure value.
package struct EndpointValidation: Sendable, Hashable {
    package enum State: Sendable, Hashable {
        case idle, asking, waiting, valid, failed
    }

    package enum Action: Sendable, Hashable {
        /// Send the question.
        case ask
        /// Say `due` after the delay.
        case scheduleNext(after: Duration)
        /// It is valid or failed now; record it.
        case settle
    }

    /// How long after a no, or no answer, the endpoint is asked again.
    package static let interval: Duration = .seconds(5)
    /// How long an endpoint has to agree.
    package static let time: Duration = .seconds(300)

    package private(set) var state: State = .idle
    /// What the endpoint repeats, or the visitor of the URL brings: nobody can guess it.
    package let code: String
    /// Why it is not valid: what came of the last question.
    package private(set) var reason = ""
    private let deadline: Timestamp

    package init(code: String, now: Timestamp) {
        self.code = code
        self.deadline = now + Self.time
    }

    package mutating func begin() -> [Action] {
        guard self.state == .idle else { return [] }
        self.state = .asking
        return [.ask]
    }

    /// The endpoint answered, or did not.
    ///
    /// - Parameter refusal: why that is no yes; nil when it is one.
    package mutating func answered(_ refusal: String?, now: Timestamp) -> [Action] {
        guard self.state == .asking else { return [] }
        guard let refusal else { return self.agree() }
        self.reason = refusal
        guard now + Self.interval < self.deadline else {
            self.state = .failed
            return [.settle]
        }
        self.state = .waiting
        return [.scheduleNext(after: Self.interval)]
    }

    /// The delay is over.
    package mutating func due() -> [Action] {
        guard self.state == .waiting else { return [] }
        self.state = .asking
        return [.ask]
    }

    /// Somebody visited the URL. Nothing happens unless the code is right.
    package mutating func confirmed(code: String) -> [Action] {
        guard code == self.code else { return [] }
        switch self.state {
        case .asking, .waiting: return self.agree()
        case .idle, .valid, .failed: return []
        }
    }

    private mutating func agree() -> [Action] {
        self.state = .valid
        self.reason = ""
        return [.settle]
    }
}
