import ArgumentParser

/// `divert token revoke`: all tokens of a user.
struct TokenRevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Make all tokens of a user void at once.")

    @Argument(help: "The user's id, as divert user list prints it.")
    var user: UserIDArgument

    @OptionGroup(title: "Server") var server: ConnectionOptions

    func run() async throws {
        try await DivertPlane.with(try self.server.connection()) { plane in
            try await plane.revokeTokens(of: self.user)
        }
        StandardStreams.print("revoked")
    }
}
