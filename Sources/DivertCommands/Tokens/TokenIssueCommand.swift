import ArgumentParser
import UserTokens

/// `divert token issue`: a token for a user.
struct TokenIssueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "issue", abstract: "Issue a token; it is printed and kept nowhere.")

    @Argument(help: "The user's id, as divert user create prints it.")
    var user: UserIDArgument

    @Option(help: ArgumentHelp("What it is for. May be given several times. (default: voip)", valueName: "scope"))
    var scope: [UserTokenScope] = []

    @OptionGroup var lifetime: TokenLifetimeOption
    @OptionGroup var output: FormatOption
    @OptionGroup(title: "Server") var server: ConnectionOptions

    func run() async throws {
        let answer = try await DivertPlane.with(try self.server.connection()) { plane in
            try await plane.issueToken(to: self.user, self.scope.isEmpty ? [.voip] : self.scope, self.lifetime)
        }
        switch self.output.format {
        case .json: StandardStreams.print(answer)
        case .table: StandardStreams.print((answer.text("token") ?? "").printable)
        }
    }
}
