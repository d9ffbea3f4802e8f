import ArgumentParser
import CallAutomationClient
import CallAutomationModel

/// `divert reject`: the reject of the call automation plane.
struct RejectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reject", abstract: "Turn a ringing call away.",
        discussion: """
            The request is the one that the SDKs send, signed with the access key:

              divert reject CONTEXT --reason busy

            It prints “rejected”; with --format json an object with result and reason.
            """)

    @Argument(
        help: """
            The incomingCallContext of the call's event, a JSON text that holds it, or - to read either from standard \
            input.
            """)
    var context: String

    @Option(help: "What the caller is told.")
    var reason: CallRejectReason = .none

    @OptionGroup var output: FormatOption
    @OptionGroup var credential: TokenOption
    @OptionGroup(title: "Server") var server: ConnectionOptions

    func run() async throws {
        let context = try ContextArgument.read(self.context)
        try await Decider(try self.server.connection(), token: self.credential.token).decide { client in
            try await client.rejectCall(incomingCallContext: context, reason: self.reason)
        }
        switch self.output.format {
        case .table: StandardStreams.print("rejected")
        case .json:
            var text = JSONText()
            text.object { text in
                text.member("result", "rejected")
                text.member("reason", self.reason.rawValue)
            }
            StandardStreams.print(text)
        }
    }
}
