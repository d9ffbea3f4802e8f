import ArgumentParser

/// `divert user`: communication users.
struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Create, delete and list communication users.",
        discussion: """
            A user is whom calls can ring at and whom user access tokens are issued to:

              divert user create
              divert token issue 8:acs:…
            """,
        subcommands: [UserCreateCommand.self, UserDeleteCommand.self, UserListCommand.self])
}
