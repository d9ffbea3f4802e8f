import ArgumentParser
import CallAutomationModel
import Foundation

/// `divert simulate`: a call without a SIP caller.
struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate", abstract: "Let a call ring without a SIP caller.",
        discussion: """
            The call rings, is told to the application and is decided like any other:

              divert simulate --to +14255550100 --wait 30

            With --format json the call is one line and, with --wait, the call at the end a second. A published example \
            request can be sent as it stands to the call that carries its context:

              divert simulate --example redirect-example.json
            """)

    @Option(help: ArgumentHelp("Who calls: a number or a raw id.", valueName: "id"))
    var from = IdentifierArgument(.phoneNumber("+14255550123"))

    @Option(help: ArgumentHelp("Who is called.", valueName: "id"))
    var to = IdentifierArgument(.phoneNumber("+14255550100"))

    @Option(help: ArgumentHelp("The caller's name.", valueName: "name"))
    var displayName: String?

    @Option(
        help: ArgumentHelp(
            "How long it rings, 1 to 600. (default: calls.ringTimeoutSeconds of the server)", valueName: "seconds"))
    var ringTimeout: Int?

    @Option(help: ArgumentHelp("Wait so long for its end and print it, 1 to 600.", valueName: "seconds"))
    var wait: Int?

    @Option(
        help: ArgumentHelp(
            "A request whose incomingCallContext becomes a further name of this call's.", valueName: "file"),
        completion: .file(extensions: ["json"]))
    var example: String?

    @OptionGroup var output: FormatOption
    @OptionGroup(title: "Server") var server: ConnectionOptions

    func validate() throws {
        guard self.ringTimeout.map((1...600).contains) ?? true else {
            throw ValidationError("--ring-timeout must be from 1 to 600 seconds.")
        }
        guard self.wait.map((1...600).contains) ?? true else {
            throw ValidationError("--wait must be from 1 to 600 seconds.")
        }
    }

    func run() async throws {
        let body = try self.body()
        try await DivertPlane.with(try self.server.connection()) { plane in
            let call = CallView(try await plane.post("/divert/calls", body))
            self.print(placed: call)
            guard let wait = self.wait else { return }
            let ended = try await plane.call(call.id, waitSeconds: wait)
            self.print(ended: ended)
            guard !ended.isRinging else {
                throw CommandFailure(
                    "the call still rings after \(wait) s",
                    advice: "Decide it: divert redirect CONTEXT ID. What happened so far: divert calls show \(call.id)")
            }
        }
    }

    /// The request as the Divert plane reads it.
    private func body() throws(CommandFailure) -> [UInt8] {
        let example = try self.exampleContext()
        var text = JSONText(capacity: 512)
        text.object { text in
            text.member("from", self.from.identifier)
            text.member("to", self.to.identifier)
            if let name = self.displayName { text.member("callerDisplayName", name) }
            if let seconds = self.ringTimeout { text.member("ringTimeoutSeconds", seconds) }
            if let example { text.member("incomingCallContext", example) }
        }
        return text.bytes
    }

    private func exampleContext() throws(CommandFailure) -> String? {
        guard let file = self.example else { return nil }
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw CommandFailure(
                "\(file) cannot be read", advice: "--example names a file with a request.", status: ExitStatus.usage)
        }
        return try ContextArgument.context(in: String(decoding: bytes, as: UTF8.self))
    }

    private func print(placed call: CallView) {
        guard self.output.format == .table else {
            StandardStreams.print(call.json)
            return
        }
        var table = TextTable(terminal: .output)
        table.add(["call", call.id], [1: .bold])
        table.add(["state", call.state], call.style.map { [1: $0] } ?? [:])
        table.add(["context", call.context ?? ""])
        StandardStreams.print(table.text)
    }

    private func print(ended call: CallView) {
        guard self.output.format == .table else {
            StandardStreams.print(call.json)
            return
        }
        guard !call.isRinging else { return }
        let decision = call.decision.isEmpty ? "" : "  \(call.decision.printable)"
        StandardStreams.print(Terminal.output.paint(call.state.printable, call.style) + decision)
    }
}
