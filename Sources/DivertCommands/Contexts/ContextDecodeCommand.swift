import ArgumentParser
import Foundation

/// `divert context decode`: what a context holds.
struct ContextDecodeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decode", abstract: "Print what an incomingCallContext holds.",
        discussion: """
            Contexts of Divert are sealed and are opened with the key of the server that made them; those of the cloud \
            (gzip in Base64, or a JWT) need no key:

              divert context decode --data divert-data CONTEXT
              divert context decode - < redirect-example.json

            Everything is shown as it is, telephone numbers included.
            """)

    @Argument(
        help: """
            The context, a JSON text that holds it (a request, an event, a call), or - to read either from standard \
            input.
            """)
    var context = "-"

    @OptionGroup(title: "Keys of Divert's own contexts") var source: ContextKeySource
    @OptionGroup var output: FormatOption

    func run() async throws {
        let text = try ContextArgument.read(self.context)
        let decoded = try DecodedContext(text) { () throws(CommandFailure) in try self.source.keys() }
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        switch self.output.format {
        case .json: StandardStreams.print(decoded.json(now: now))
        case .table: StandardStreams.print(decoded.text(now: now, terminal: .output))
        }
    }
}
