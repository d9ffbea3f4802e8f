import ArgumentParser
import Foundation
import NIOCore
import SIPCaller
import SIPMessage
import UnixSignals

/// One call of `divert call`: tries the addresses of the server in turn, prints what comes, and ends with the status of
/// the outcome.
struct CallAttempt {
    /// How long a call that Ctrl-C cancelled may take to end.
    private static let interruptionPatience: Duration = .seconds(2)

    let invitation: Invitation
    let options: SIPCaller.Options
    let linger: Duration
    let format: OutputFormat

    func run(_ addresses: [SocketAddress]) async throws {
        for (index, address) in addresses.enumerated() {
            let isLast = index == addresses.count - 1
            guard let outcome = try await self.call(address, isLast: isLast) else { continue }
            try self.finish(outcome, address)
            return
        }
    }

    /// Places the call at one address.
    ///
    /// - Returns: nil when nobody is there and another address is left.
    private func call(_ address: SocketAddress, isLast: Bool) async throws -> CallOutcome? {
        let caller = SIPCaller(self.invitation, to: address, self.options, random: .random(in: .min ... .max))
        let watch = await self.watchSignals(caller)
        defer { watch.cancel() }
        let begin = ContinuousClock.now
        let start: ContinuousClock.Instant
        do {
            start = try await caller.place()
        } catch let failure as ConnectFailure {
            await caller.close()
            guard isLast else { return nil }
            let outcome = CallOutcome.failed(.unreachable(failure.description))
            self.print(CallReport(start: begin).summary(outcome, at: .now, self.format))
            return outcome
        }
        let outcome = await self.listen(caller, CallReport(start: start), isLast: isLast)
        if self.mayHearAgain(outcome) { try? await Task.sleep(for: self.linger) }
        await caller.close()
        return outcome
    }

    private func listen(_ caller: SIPCaller, _ report: CallReport, isLast: Bool) async -> CallOutcome? {
        for await heard in caller.heard {
            switch heard.event {
            case .response(let response): self.print(report.line(response, at: heard.at, self.format))
            case .ended(.failed(.unreachable)) where !isLast: return nil
            case .ended(let outcome):
                self.print(report.summary(outcome, at: heard.at, self.format))
                return outcome
            }
        }
        return nil
    }

    /// Over UDP a final response comes again when its ACK was lost. A 2xx does not: the BYE was answered after it.
    private func mayHearAgain(_ outcome: CallOutcome?) -> Bool {
        guard self.invitation.target.transport == .udp else { return false }
        return switch outcome {
        case .redirected, .refused, .cancelled: true
        case .answered, .failed, nil: false
        }
    }

    /// The first Ctrl-C hangs up, the second leaves.
    private func watchSignals(_ caller: SIPCaller) async -> Task<Void, Never> {
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        return Task {
            var isHangingUp = false
            for await _ in signals {
                guard !isHangingUp else { _exit(130) }
                isHangingUp = true
                StandardStreams.complain("hanging up")
                await caller.hangUp(within: Self.interruptionPatience)
            }
        }
    }

    private func finish(_ outcome: CallOutcome, _ address: SocketAddress) throws {
        switch outcome {
        case .redirected, .answered, .cancelled(_, asPlanned: true): return
        case .cancelled(_, asPlanned: false): throw ExitStatus.failed
        case .refused(let response):
            guard [401, 407].contains(response.statusCode) else { throw ExitStatus.failed }
            throw CommandFailure(
                "the server wants a password", advice: "divert call has none to give; call from a network it trusts.")
        case .failed(let failure): throw failure.described(at: address, over: self.invitation.target.transport)
        }
    }

    private func print(_ lines: String) {
        StandardStreams.print(lines)
    }
}
