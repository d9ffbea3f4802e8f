import ArgumentParser
import UserTokens

/// `divert user create`: a new user, with a token where scopes are given.
struct UserCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Create a user.",
        discussion: """
            It prints the user's id; with a scope, on a second line, a token for that user:

              divert user create --scope voip --scope chat
            """)

    @Option(help: ArgumentHelp("A scope of a token to issue at once. May be given several times.", valueName: "scope"))
    var scope: [UserTokenScope] = []

    @OptionGroup var lifetime: TokenLifetimeOption
    @OptionGroup var output: FormatOption
    @OptionGroup(title: "Server") var server: ConnectionOptions

    func run() async throws {
        let answer = try await DivertPlane.with(try self.server.connection()) { plane in
            try await plane.createUser(self.scope, self.lifetime)
        }
        switch self.output.format {
        case .json: StandardStreams.print(answer)
        case .table:
            StandardStreams.print((answer["identity"]?.text("id") ?? "").printable)
            if let token = answer["accessToken"]?.text("token") { StandardStreams.print(token.printable) }
        }
    }
}
