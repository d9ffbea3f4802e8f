import ArgumentParser
import CallAutomationClient
import CallAutomationModel

/// `divert redirect`: the redirect of the call automation plane.
struct RedirectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redirect", abstract: "Send a ringing call to another number or user.",
        discussion: """
            The request is the one that the SDKs send, signed with the access key:

              divert redirect CONTEXT +14255550123
              divert simulate --format json | divert redirect - 8:acs:…

            It prints “redirected”; with --format json an object with result and target.
            """)

    @Argument(
        help: """
            The incomingCallContext of the call's event, a JSON text that holds it, or - to read either from standard \
            input.
            """)
    var context: String

    @Argument(help: "Where to: a number such as +14255550123, or a raw id such as 8:acs:… or 8:orgid:….")
    var id: IdentifierArgument

    @OptionGroup var output: FormatOption
    @OptionGroup var credential: TokenOption
    @OptionGroup(title: "Server") var server: ConnectionOptions

    func run() async throws {
        let context = try ContextArgument.read(self.context)
        let target = self.id.identifier
        try await Decider(try self.server.connection(), token: self.credential.token).decide { client in
            try await client.redirectCall(incomingCallContext: context, to: target)
        }
        switch self.output.format {
        case .table: StandardStreams.print("redirected")
        case .json:
            var text = JSONText()
            text.object { text in
                text.member("result", "redirected")
                text.member("target", target)
            }
            StandardStreams.print(text)
        }
    }
}
