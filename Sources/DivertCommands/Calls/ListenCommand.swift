import ArgumentParser
import CallAutomationModel
import EventModel
import EventReceiver
import Foundation
import NIOCore
import UnixSignals

/// `divert listen`: a webhook at the terminal.
struct ListenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "listen", abstract: "Receive events, print them, and decide the calls if asked to.",
        discussion: """
            Every event is answered 200, and so are the handshakes of Event Grid and CloudEvents. With --redirect-to or \
            --reject each call is decided as soon as its event comes; an event that comes again is acted on once. With \
            --forward-to everything is passed on to your application, and its answer back. Ctrl-C ends it.

            With --format json each line is an object; kind tells them apart:

              {"kind":"listening","webhook":"http://127.0.0.1:9090/api/events"}
              {"kind":"event","at":"…","id":"…","type":"…","isRepeated":false,
               "from":"4:+14255550123","to":"4:+14255550100",
               "callerDisplayName":"…","correlationId":"…",
               "incomingCallContext":"…"}
              {"kind":"decision","event":"…","operation":"redirect",
               "target":"4:+14255550199","isDone":true,"milliseconds":4.1}
              {"kind":"relay","method":"POST","url":"…","status":200,
               "milliseconds":3.4}
              {"kind":"handshake","at":"…","schema":"eventGrid",
               "status":200}
              {"kind":"refused","at":"…","status":400,"error":"…"}

            type is Microsoft.Communication.IncomingCall for calls; other events have no more than that. A decision that \
            failed, and a relay that got no answer, have an error.

            Exit status: 0 at the end; 1 when the address cannot be had, or with --once when the decision failed; 64 \
            wrong usage.
            """)

    @Option(help: "The port; 0 takes any free one.")
    var port = 9090

    @Option(help: ArgumentHelp("The address to listen on.", valueName: "address"))
    var host = "127.0.0.1"

    @Option(help: "The path of the webhook.")
    var path = "/api/events"

    @Option(
        help: ArgumentHelp(
            "Send each call there: a number, a raw identifier such as 8:acs:…, or a SIP URI.", valueName: "id"))
    var redirectTo: IdentifierArgument?

    @Option(
        defaultAsFlag: CallRejectReason.none, parsing: .next,
        help: ArgumentHelp("Turn each call away, for a reason: none, busy or forbidden.", valueName: "reason"))
    var reject: CallRejectReason?

    @Option(help: ArgumentHelp("Pass each request on to your application there.", valueName: "url"))
    var forwardTo: String?

    @Flag(help: "End after the first call.")
    var once = false

    @OptionGroup var output: FormatOption
    @OptionGroup(title: "Server") var connection: ConnectionOptions

    func validate() throws {
        guard (0...65_535).contains(self.port) else { throw ValidationError("--port must be from 0 to 65535.") }
        guard self.path.hasPrefix("/"), !self.path.contains(where: { $0 == "?" || $0 == "#" || $0.isWhitespace }) else {
            throw ValidationError("--path must begin with a slash, such as /api/events.")
        }
        guard self.redirectTo == nil || self.reject == nil else {
            throw ValidationError("--redirect-to and --reject exclude each other.")
        }
        guard self.forwardTo.map({ EventRelay.isAddress($0) }) ?? true else {
            throw ValidationError("--forward-to must be a URL such as http://127.0.0.1:3000/api/events.")
        }
    }

    func run() async throws {
        let decision = try self.decision()
        let relay = self.forwardTo.map { EventRelay(url: $0) }
        let report = ListenReport(format: self.output.format)
        let (calls, rings) = AsyncStream.makeStream(of: IncomingCallEvent.self)
        let desk = EventDesk(report: report, relay: relay) { rings.yield($0) }
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        let receiver: EventReceiver
        do {
            receiver = try await EventReceiver(host: self.host, port: self.port, path: self.path) {
                await desk.respond(to: $0)
            }
        } catch {
            let reason = (error as? IOError).map { String(cString: strerror($0.errnoCode)) } ?? "\(error)"
            throw CommandFailure(
                "cannot listen on \(self.host) port \(self.port): \(reason)",
                advice: "Is another program there? --port 0 takes any free port.")
        }
        StandardStreams.print(report.listening(at: receiver.endpoint, relayingTo: self.forwardTo))
        let isDone = await self.work(calls, rings, signals, decision, report)
        await receiver.stop()
        await relay?.shutdown()
        guard isDone else { throw ExitStatus.failed }
    }

    /// Decides the calls as they come, until a signal or the end.
    ///
    /// - Returns: false when the one decision of `--once` failed.
    private func work(
        _ calls: AsyncStream<IncomingCallEvent>, _ rings: AsyncStream<IncomingCallEvent>.Continuation,
        _ signals: UnixSignalsSequence, _ decision: CallDecision?, _ report: ListenReport
    ) async -> Bool {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await _ in signals { break }
                rings.finish()
            }
            defer { group.cancelAll() }
            for await event in calls {
                guard self.once else {
                    group.addTask { _ = await Self.decide(event, decision, report) }
                    continue
                }
                return await Self.decide(event, decision, report)
            }
            return true
        }
    }

    private static func decide(
        _ event: IncomingCallEvent, _ decision: CallDecision?, _ report: ListenReport
    ) async -> Bool {
        guard let decision else { return true }
        let start = ContinuousClock.now
        let failure = await decision.carryOut(event)
        StandardStreams.print(
            report.decided(event, decision.kind, after: start.duration(to: .now), failure: failure))
        return failure == nil
    }

    private func decision() throws(CommandFailure) -> CallDecision? {
        if let target = self.redirectTo {
            return try CallDecision(.redirect(target.identifier), self.connection.connection())
        }
        guard let reason = self.reject else { return nil }
        return try CallDecision(.reject(reason), self.connection.connection())
    }
}
