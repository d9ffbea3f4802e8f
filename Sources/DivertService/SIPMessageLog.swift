import CallRouting
import DivertConfiguration
import Logging
import NIOCore
import Observability
import SIPCore
import SIPEdge
import SIPTransaction
import SIPTransport

/// The SIP log: one event for each message, with the call where the transaction is known to be one. What other loops see
/// is written on the one of the calls.
struct SIPMessageLog: MessageObserver {
    private let logger: Logger
    private let form: SIPMessageText
    private let edge: SIPEdge
    private let loop: any EventLoop
    private let mailbox: Mailbox

    /// Nil when the log is off, or when its lines would be below the level: then it costs nothing.
    init?(_ configuration: Configuration.Logging, _ logger: Logger, _ edge: SIPEdge, on loop: any EventLoop) {
        guard logger.logLevel <= .info else { return nil }
        switch configuration.sip {
        case .off: return nil
        case .headers: self.form = .headers
        case .full: self.form = .full
        }
        self.logger = logger
        self.edge = edge
        self.loop = loop
        self.mailbox = Mailbox(of: loop, limit: 1_000)
    }

    func received(_ message: [UInt8], _ arrival: Arrival, _ invite: TransactionKey?) {
        self.log(message, .received, arrival.transport, arrival.source, invite)
    }

    func sent(_ message: [UInt8], to destination: ResponseDestination, _ invite: TransactionKey?) {
        self.log(message, .sent, destination.transport, destination.address, invite)
    }

    private func log(
        _ message: [UInt8], _ direction: SIPDirection, _ transport: SIPTransportProtocol, _ address: HostPort,
        _ invite: TransactionKey?
    ) {
        guard self.loop.inEventLoop else {
            let isTaken = self.mailbox.post { self.log(message, direction, transport, address, invite) }
            // Too many wait: the line is written here, and cannot name the call.
            return isTaken ? () : self.write(message, direction, transport, address, nil)
        }
        let call = invite.flatMap { key in self.edge.assumeIsolated { $0.call(of: key) } }
        self.write(message, direction, transport, address, call)
    }

    private func write(
        _ message: [UInt8], _ direction: SIPDirection, _ transport: SIPTransportProtocol, _ address: HostPort,
        _ call: CallID?
    ) {
        self.logger.event(
            .info, "SIP message", call: call,
            [
                .direction(direction), .transport(transport), .address(address),
                .sipCallID(SIPMessageText.callID(in: message)), .text(of: message, self.form),
            ])
    }
}
