import ArgumentParser

/// `divert user list`: the newest users, a line each.
struct UserListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the newest users, at most a thousand.")

    @OptionGroup var output: FormatOption
    @OptionGroup(title: "Server") var server: ConnectionOptions

    func run() async throws {
        let users = try await DivertPlane.with(try self.server.connection()) { plane in try await plane.users() }
        switch self.output.format {
        case .json:
            for user in users { StandardStreams.print(user) }
        case .table where users.isEmpty:
            StandardStreams.complain("No users yet: divert user create")
        case .table:
            var table = TextTable(["ID", "CREATED", "TOKENS REVOKED"], terminal: .output)
            for user in users {
                table.add([user.text("id") ?? "", user.text("createdAt") ?? "", user.text("revokedAt") ?? ""])
            }
            StandardStreams.print(table.text)
        }
    }
}
