import ArgumentParser

/// `divert user delete`: a user and all its tokens.
struct UserDeleteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete a user; its tokens are void at once.")

    @Argument(help: "The user's id, as divert user list prints it.")
    var user: UserIDArgument

    @OptionGroup(title: "Server") var server: ConnectionOptions

    func run() async throws {
        try await DivertPlane.with(try self.server.connection()) { plane in
            try await plane.deleteUser(self.user)
        }
        StandardStreams.print("deleted")
    }
}
