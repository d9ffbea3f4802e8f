import LoopTimers
import SIPCore
import SIPMessage
import SIPTransaction

/// A live server transaction: its machine and what its owner needs to perform the machine's actions.
struct ServerTransaction {
    enum Machine {
        case invite(ServerInviteTransaction)
        case other(ServerNonInviteTransaction)
    }

    let key: TransactionKey
    var machine: Machine
    let method: SIPMethod
    let destination: ResponseDestination
    /// The connection that the request came over last; nil for UDP and after a restart.
    var connection: ConnectionID?
    /// Our To tag, which the 200 to a CANCEL repeats (CAN-1).
    let tag: String
    /// Whom it is counted for.
    let peer: PeerNumber
    /// Timer G, or the one of the late 100: it sends.
    private var sendingTimer: TimerHandle?
    /// Timer H, I or J: it ends the transaction.
    private var endingTimer: TimerHandle?

    init(
        key: TransactionKey, machine: Machine, method: SIPMethod, destination: ResponseDestination,
        connection: ConnectionID?, tag: String, peer: PeerNumber
    ) {
        self.key = key
        self.machine = machine
        self.method = method
        self.destination = destination
        self.connection = connection
        self.tag = tag
        self.peer = peer
    }

    /// Keeps the timer that was started under a letter; no machine has two of a kind at a time.
    mutating func keep(_ handle: TimerHandle?, for timer: ServerTransactionTimer) {
        switch timer {
        case .g, .trying: self.sendingTimer = handle
        case .h, .i, .j: self.endingTimer = handle
        }
    }

    /// Gives up the timer that was started under a letter.
    mutating func takeTimer(_ timer: ServerTransactionTimer) -> TimerHandle? {
        switch timer {
        case .g, .trying:
            defer { self.sendingTimer = nil }
            return self.sendingTimer
        case .h, .i, .j:
            defer { self.endingTimer = nil }
            return self.endingTimer
        }
    }

    /// Whether it is an INVITE transaction without a final response.
    var isUndecidedInvite: Bool {
        guard case .invite(let invite) = self.machine, case .proceeding = invite.state else { return false }
        return true
    }

    /// Changes the transaction where it stands.
    mutating func apply<Result>(_ input: (inout ServerTransaction) -> Result) -> Result { input(&self) }

    mutating func respond(with response: EncodedResponse) -> [ServerTransactionAction] {
        switch self.machine {
        case .invite(var invite):
            defer { self.machine = .invite(invite) }
            return invite.respond(with: response)
        case .other(var other):
            defer { self.machine = .other(other) }
            return other.respond(with: response)
        }
    }

    /// The transaction user did not answer a non-INVITE request at once (TX-6).
    mutating func leftUnanswered(late recipe: ResponseRecipe) -> [ServerTransactionAction] {
        switch self.machine {
        case .other(var other):
            guard case .trying = other.state else { return [] }
            defer { self.machine = .other(other) }
            return other.leftUnanswered(late: recipe.response(100))
        case .invite:
            return []
        }
    }

    func retransmissionReceived() -> [ServerTransactionAction] {
        switch self.machine {
        case .invite(let invite): invite.retransmissionReceived()
        case .other(let other): other.retransmissionReceived()
        }
    }

    mutating func acknowledged() -> [ServerTransactionAction] {
        switch self.machine {
        case .invite(var invite):
            defer { self.machine = .invite(invite) }
            return invite.acknowledged()
        case .other:
            return []
        }
    }

    mutating func fired(_ timer: ServerTransactionTimer) -> [ServerTransactionAction] {
        switch self.machine {
        case .invite(var invite):
            defer { self.machine = .invite(invite) }
            return invite.fired(timer)
        case .other(var other):
            defer { self.machine = .other(other) }
            return other.fired(timer)
        }
    }
}
